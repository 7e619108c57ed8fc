package io.sluice.vfs.s3.error;

import io.sluice.vfs.s3.ETag;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A success that no S3 gives: the login page of a network, or a proxy that answers by itself.
public final class OtherServerException extends IOException {
  private static final long serialVersionUID = 1;

  private OtherServerException() {
    super(
        "a success without ETag and Last-Modified: another server than S3 answered, such as the"
            + " login page of a network");
  }

  /// Looks at a success that should describe an object. Some servers have no ETags, but each knows
  /// when an object was put (Amazon S3 API reference, GetObject and HeadObject).
  public static void check(@Nullable ETag eTag, @Nullable Instant lastModified)
      throws OtherServerException {
    if (eTag == null && lastModified == null) {
      throw new OtherServerException();
    }
  }
}
