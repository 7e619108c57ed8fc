package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrException;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.FileType;

/// `ftype3`, what a file is (RFC 1813 section 2.6). Only the first two exist in a bucket.
public enum Ftype3 {
  NF3REG(1),
  NF3DIR(2),
  NF3BLK(3),
  NF3CHR(4),
  NF3LNK(5),
  NF3SOCK(6),
  NF3FIFO(7);

  private final int code;

  Ftype3(int code) {
    this.code = code;
  }

  /// The number on the wire.
  public int code() {
    return code;
  }

  /// The type of a file of the seam.
  public static Ftype3 of(FileType type) {
    return switch (type) {
      case REGULAR -> NF3REG;
      case DIRECTORY -> NF3DIR;
    };
  }

  /// Reads a number that is one of these.
  public static Ftype3 read(XdrReader in) {
    int code = in.readInt();
    if (code < NF3REG.code || code > NF3FIFO.code) {
      throw new XdrException("no ftype3 has the number " + code);
    }
    return values()[code - 1];
  }
}
