package io.sluice.vfs.s3.sdk;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Takes the bodies of answers into the [ListBody] of their request, if it has one.
public final class ListBodyInterceptor implements ExecutionInterceptor {
  /// Where a request that wants its body says so. One request is sent once.
  static final ExecutionAttribute<ListBody> BODY = new ExecutionAttribute<>("sluice.ListBody");

  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse answer, ExecutionAttributes attributes) {
    ListBody body = attributes.getAttribute(BODY);
    if (body == null || !answer.httpResponse().isSuccessful()) {
      return answer.responsePublisher();
    }
    return answer.responsePublisher().map(pieces -> takenInto(body, pieces));
  }

  private static Publisher<ByteBuffer> takenInto(ListBody body, Publisher<ByteBuffer> pieces) {
    return SdkPublisher.adapt(pieces)
        .filter(piece -> {
          body.add(piece);
          return false;
        })
        .addTrailingData(body::forSdk);
  }
}
