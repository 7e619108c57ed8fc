package io.sluice.vfs.s3.transport;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.UploadBody;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// Sends the bodies of PutObject and UploadPart. Safe for any number of threads.
///
/// All is done on the thread that asks, and nothing looks at the buffers of a body once the call
/// has returned, also when it failed, was interrupted, or took too long: their memory is lent.
public interface BodySender {
  /// One request.
  ///
  /// @param patience with each step of the body, and from its last byte until the answer
  /// @return the tag of the object or the part, null if the server told none
  /// @throws SdkException what the server said, if it is no success
  /// @throws IOException if there was no answer
  @Nullable ETag send(BodyRequest request, UploadBody body, Duration patience)
      throws IOException, InterruptedException;
}
