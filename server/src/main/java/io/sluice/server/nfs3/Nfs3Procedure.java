package io.sluice.server.nfs3;

import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// One procedure of NFS version 3, without the parts that all of them share: [OnHandle] finds what
/// the handle names, and makes the reply of every failure.
///
/// @param <A> the decoded arguments
interface Nfs3Procedure<A extends HandleArgs> {
  /// The RFC's name of it.
  String name();

  /// Reads the arguments, as [Procedure#decode] does.
  A decode(XdrReader in);

  /// Does it; a failure of the file system is thrown as [io.sluice.vfs.VfsException].
  Reply call(A args, Target target);

  /// The results in case of failure.
  ///
  /// @param attributes those of the target, if they are at hand
  Reply failure(NfsStat3 status, PostOpAttr attributes);

  /// The most bytes of the results, as [Procedure#replyBound] has it.
  default int replyBound(A args) {
    return Procedure.SMALL_REPLY;
  }

  /// Whether the results carry bytes of a file, as [Procedure#givesPayload] has it.
  default boolean givesPayload() {
    return false;
  }

  /// Whether a retransmission must not be done twice.
  default boolean isNonIdempotent() {
    return false;
  }
}
