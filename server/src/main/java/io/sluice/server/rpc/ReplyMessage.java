package io.sluice.server.rpc;

import java.nio.ByteBuffer;

/// A reply as RFC 5531 section 9 shapes it: who is answered, how the call ended, and what follows.
sealed interface ReplyMessage {
  /// The longest head of a reply, results not counted.
  int HEAD = 32;

  /// The transaction that is answered.
  int xid();

  /// The call succeeded.
  ///
  /// @param bound the most bytes of the results, a payload not counted
  record Success(int xid, Reply results, int bound) implements ReplyMessage {}

  /// The call was accepted and failed, with nothing to say but why.
  record Failed(int xid, AcceptStatus status) implements ReplyMessage {}

  /// The program is here, but not in this version.
  record ProgramMismatch(int xid, int low, int high) implements ReplyMessage {}

  /// Another version of RPC than 2.
  record RpcMismatch(int xid) implements ReplyMessage {}

  /// The credential does not do.
  record AuthError(int xid, AuthStatus status) implements ReplyMessage {}

  /// A reply that was encoded before, from its xid on.
  record Stored(int xid, ByteBuffer bytes) implements ReplyMessage {}

  /// The most bytes that [#encode] writes, a payload not counted.
  default int size() {
    return switch (this) {
      case Success success -> HEAD + success.bound();
      case Stored stored -> stored.bytes().remaining();
      case Failed _, ProgramMismatch _, RpcMismatch _, AuthError _ -> HEAD;
    };
  }

  /// Writes the reply.
  default void encode(XdrWriter out) {
    switch (this) {
      case Success success -> {
        accepted(out, AcceptStatus.SUCCESS);
        success.results().encode(out);
      }
      case Failed failed -> accepted(out, failed.status());
      case ProgramMismatch mismatch ->
          accepted(out, AcceptStatus.PROG_MISMATCH)
              .writeInt(mismatch.low())
              .writeInt(mismatch.high());
      case RpcMismatch _ -> denied(out).writeInt(0).writeInt(2).writeInt(2);
      case AuthError error -> denied(out).writeInt(1).writeInt(error.status().number());
      case Stored stored -> out.writeRaw(stored.bytes().duplicate());
    }
  }

  private XdrWriter accepted(XdrWriter out, AcceptStatus status) {
    // REPLY, MSG_ACCEPTED, a verifier of flavour AUTH_NONE and length 0
    return out.writeInt(xid())
        .writeInt(1)
        .writeInt(0)
        .writeInt(0)
        .writeInt(0)
        .writeInt(status.number());
  }

  private XdrWriter denied(XdrWriter out) {
    // REPLY, MSG_DENIED
    return out.writeInt(xid()).writeInt(1).writeInt(1);
  }
}
