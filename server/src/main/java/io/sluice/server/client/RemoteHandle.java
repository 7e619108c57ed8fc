package io.sluice.server.client;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;

/// `nfs_fh3`: 64 bytes at most, which only the server understands.
final class RemoteHandle {
  private static final int LONGEST = 64;

  private final byte[] bytes;

  private RemoteHandle(byte[] bytes) {
    this.bytes = bytes;
  }

  static RemoteHandle read(XdrReader in) {
    return new RemoteHandle(in.readOpaque(LONGEST));
  }

  void write(XdrWriter out) {
    out.writeOpaque(bytes);
  }
}
