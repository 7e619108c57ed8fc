package io.sluice.it.names;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;

/// `nfs_fh3`: 64 bytes at most, which only the server understands.
public final class Handle {
  private static final int LONGEST = 64;

  private final byte[] bytes;

  private Handle(byte[] bytes) {
    this.bytes = bytes;
  }

  static Handle read(XdrReader in) {
    return new Handle(in.readOpaque(LONGEST));
  }

  XdrWriter write(XdrWriter out) {
    return out.writeOpaque(bytes);
  }
}
