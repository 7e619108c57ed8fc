package io.sluice.vfs.s3;

/// S3's name for a multipart upload that is under way.
public record UploadId(String value) {
  public UploadId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an upload id has characters");
    }
  }
}
