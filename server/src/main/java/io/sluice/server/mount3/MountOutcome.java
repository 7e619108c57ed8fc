package io.sluice.server.mount3;

/// What came of the wish to mount a path.
public sealed interface MountOutcome {
  /// The directory can be mounted.
  final class Mounted implements MountOutcome {
    private final byte[] handle;

    /// With these bytes of its NFS handle, at most 64; they are not copied.
    public Mounted(byte[] handle) {
      this.handle = handle;
    }

    byte[] handle() {
      return handle;
    }
  }

  /// There is no such directory.
  record NoEntry() implements MountOutcome {}

  /// The directory may not be mounted.
  record Refused() implements MountOutcome {}

  /// The path is that of a file.
  record NotDirectory() implements MountOutcome {}

  /// The store did not answer.
  record Failed() implements MountOutcome {}
}
