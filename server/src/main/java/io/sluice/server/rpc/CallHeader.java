package io.sluice.server.rpc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The head of a call (RFC 5531 section 9).
///
/// @param credential null if it could not be read or is of a flavour that is not offered: `denied`
///   then says which
record CallHeader(
    int xid,
    int rpcVersion,
    int program,
    int version,
    int procedure,
    @Nullable Credential credential,
    AuthStatus denied) {
  private static final int CALL = 0;
  private static final int AUTH_NONE = 0;
  private static final int AUTH_SYS = 1;

  /// The longest body of a credential or verifier (RFC 5531 section 8.2).
  private static final int LONGEST_AUTH = 400;

  private static final int LONGEST_MACHINE = 255;

  /// Groups of an AUTH_SYS credential: the RFC says 16, some clients send more; the body's length
  /// bounds them anyway.
  private static final int MOST_GIDS = 64;

  /// Reads the head; `in` is at the arguments afterwards.
  ///
  /// @throws XdrException if it is no call at all
  static CallHeader read(XdrReader in) {
    int xid = in.readInt();
    if (in.readInt() != CALL) {
      throw new XdrException("not a call");
    }
    int rpcVersion = in.readInt();
    int program = in.readInt();
    int version = in.readInt();
    int procedure = in.readInt();
    if (rpcVersion != 2) {
      return new CallHeader(
          xid, rpcVersion, program, version, procedure, null, AuthStatus.BAD_CREDENTIAL);
    }
    int flavour = in.readInt();
    XdrReader body = new XdrReader(in.readOpaqueView(LONGEST_AUTH));
    in.readInt();
    in.readOpaqueView(LONGEST_AUTH);
    Credential credential = credential(flavour, body);
    AuthStatus denied =
        flavour == AUTH_SYS ? AuthStatus.BAD_CREDENTIAL : AuthStatus.REJECTED_CREDENTIAL;
    return new CallHeader(xid, rpcVersion, program, version, procedure, credential, denied);
  }

  private static @Nullable Credential credential(int flavour, XdrReader body) {
    try {
      return switch (flavour) {
        case AUTH_NONE -> new Credential.None();
        case AUTH_SYS -> sys(body);
        default -> null;
      };
    } catch (XdrException e) {
      return null;
    }
  }

  private static Credential sys(XdrReader body) {
    body.readInt(); // the stamp means nothing to anybody but the client
    String machine = body.readString(LONGEST_MACHINE);
    long uid = body.readUnsignedInt();
    long gid = body.readUnsignedInt();
    int count = body.readCount(MOST_GIDS, Integer.BYTES);
    List<Long> gids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      gids.add(body.readUnsignedInt());
    }
    return new Credential.Sys(machine, uid, gid, gids);
  }
}
