package io.sluice.server.mount3;

/// `mountstat3`, the result of MNT (RFC 1813 section 5.1.5).
enum MountStat3 {
  MNT3_OK(0),
  MNT3ERR_NOENT(2),
  MNT3ERR_IO(5),
  MNT3ERR_ACCES(13),
  MNT3ERR_NOTDIR(20);

  private final int code;

  MountStat3(int code) {
    this.code = code;
  }

  /// The number on the wire; the error numbers of version 1 are the same.
  int code() {
    return code;
  }
}
