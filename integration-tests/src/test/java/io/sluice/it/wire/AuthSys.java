package io.sluice.it.wire;

import io.sluice.server.rpc.XdrWriter;
import java.nio.ByteBuffer;
import java.util.List;

/// The credentials that a call carries (RFC 5531 appendix A); without a user they are AUTH_NONE.
public record AuthSys(boolean known, int uid, int gid, List<Integer> gids) {
  /// root
  public static final AuthSys ROOT = new AuthSys(true, 0, 0, List.of());

  /// AUTH_NONE
  public static final AuthSys NONE = new AuthSys(false, 0, 0, List.of());

  private static final int LARGEST_BODY = 400;

  /// A user with a group of the same number and no others.
  public static AuthSys user(int uid) {
    return new AuthSys(true, uid, uid, List.of());
  }

  void write(XdrWriter out) {
    ByteBuffer body = ByteBuffer.allocate(LARGEST_BODY);
    if (known) {
      XdrWriter words = new XdrWriter(body);
      words.writeInt(0).writeString("wire-test").writeInt(uid).writeInt(gid);
      words.writeInt(gids.size());
      gids.forEach(words::writeInt);
    }
    byte[] bytes = new byte[body.position()];
    body.flip().get(bytes);
    out.writeInt(known ? 1 : 0).writeOpaque(bytes);
  }
}
