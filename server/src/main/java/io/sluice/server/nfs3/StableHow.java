package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrException;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.Durability;

/// `stable_how` (RFC 1813 section 3.3.7): how safe written bytes shall be, or are.
public enum StableHow {
  UNSTABLE,
  DATA_SYNC,
  FILE_SYNC;

  /// The wire's word for it.
  public static StableHow of(Durability durability) {
    return switch (durability) {
      case UNSTABLE -> UNSTABLE;
      case DATA -> DATA_SYNC;
      case FILE -> FILE_SYNC;
    };
  }

  /// The seam's word for it.
  public Durability toDurability() {
    return switch (this) {
      case UNSTABLE -> Durability.UNSTABLE;
      case DATA_SYNC -> Durability.DATA;
      case FILE_SYNC -> Durability.FILE;
    };
  }

  /// Reads 4 bytes.
  public static StableHow read(XdrReader in) {
    int code = in.readInt();
    return switch (code) {
      case 0 -> UNSTABLE;
      case 1 -> DATA_SYNC;
      case 2 -> FILE_SYNC;
      default -> throw new XdrException("no stable_how has the number " + code);
    };
  }

  /// Writes 4 bytes.
  public void write(XdrWriter out) {
    out.writeInt(
        switch (this) {
          case UNSTABLE -> 0;
          case DATA_SYNC -> 1;
          case FILE_SYNC -> 2;
        });
  }
}
