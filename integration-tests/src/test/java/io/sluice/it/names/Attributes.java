package io.sluice.it.names;

import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.rpc.XdrReader;

/// Reads `fattr3` (RFC 1813 section 2.6) as far as a walk needs it.
final class Attributes {
  private static final int NF3DIR = 2;

  private Attributes() {}

  /// `fattr3`: whether it is a directory's.
  static boolean readIsDirectory(XdrReader in) {
    int type = in.readInt();
    for (int read = 4; read < Fattr3.SIZE; read += Long.BYTES) {
      in.readLong();
    }
    return type == NF3DIR;
  }

  /// `post_op_attr`.
  static void skipOptional(XdrReader in) {
    if (in.readBool()) {
      readIsDirectory(in);
    }
  }
}
