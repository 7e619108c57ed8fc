package io.sluice.vfs.s3.sdk;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.core.exception.SdkException;

/// Waits for answers of the asynchronous client on the thread that asks.
public final class SmallCalls {
  private SmallCalls() {}

  /// The answer.
  ///
  /// @throws SdkException as the client failed
  /// @throws InterruptedException after the request was cancelled
  public static <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SdkException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    }
  }
}
