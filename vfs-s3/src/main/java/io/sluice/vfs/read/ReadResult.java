package io.sluice.vfs.read;

/// What became of the attempt to read one version of an object.
public enum ReadResult {
  /// The buffer is filled as far as the object goes.
  READ,
  /// The object is another one by now, and this reader has seen nothing of the old one: it may read
  /// the new one.
  OUTDATED,
  /// The object is another one by now, and this reader was in the middle of the old one, which
  /// cannot be had any more.
  REPLACED,
  /// The object is gone.
  GONE
}
