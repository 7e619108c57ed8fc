package io.sluice.vfs.s3;

/// What became of UploadPart or UploadPartCopy.
public sealed interface PartOutcome {
  /// The part is there; the last one that was sent under a number counts.
  record Stored(UploadedPart part) implements PartOutcome {}

  /// There is no such upload.
  record NoSuchUpload() implements PartOutcome {}

  /// The object to copy from is another one by now, or gone.
  record SourceChanged() implements PartOutcome {}
}
