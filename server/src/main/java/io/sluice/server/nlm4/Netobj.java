package io.sluice.server.nlm4;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.nio.charset.StandardCharsets;

/// `netobj`: bytes that only their maker understands. Kept with a byte in each char, so that they
/// compare by value and take no more room than they must.
final class Netobj {
  /// `MAXNETOBJ_SZ`.
  static final int LONGEST = 1024;

  /// `LM_MAXSTRLEN`.
  static final int LONGEST_STRING = 1024;

  private Netobj() {}

  static String read(XdrReader in) {
    return read(in, LONGEST);
  }

  static String read(XdrReader in, int longest) {
    return new String(in.readOpaque(longest), StandardCharsets.ISO_8859_1);
  }

  static void write(String netobj, XdrWriter out) {
    out.writeOpaque(netobj.getBytes(StandardCharsets.ISO_8859_1));
  }
}
