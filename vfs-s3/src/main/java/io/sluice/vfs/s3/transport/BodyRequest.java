package io.sluice.vfs.s3.transport;

import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;

/// A request that has a body.
public sealed interface BodyRequest {
  /// PutObject.
  record Whole(ObjectKey key, Precondition only) implements BodyRequest {}

  /// UploadPart.
  record Part(PartSlot slot) implements BodyRequest {}

  /// What S3 keeps as the type of an object; a file system knows none.
  String CONTENT_TYPE = "application/octet-stream";
}
