package io.sluice.server.nfs3;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.WouldWait;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;

/// What every procedure does first and last: finds the target of the call's handle, and turns a
/// failure of the file system into the failure that the client reads.
final class OnHandle<A extends HandleArgs> implements Procedure<A> {
  private final Targets targets;
  private final Nfs3Procedure<A> procedure;
  private final FailureLog failures;

  OnHandle(Targets targets, Nfs3Procedure<A> procedure, FailureLog failures) {
    this.targets = targets;
    this.procedure = procedure;
    this.failures = failures;
  }

  @Override
  public String name() {
    return procedure.name();
  }

  @Override
  public A decode(XdrReader in) {
    return procedure.decode(in);
  }

  @Override
  public Reply call(A args, Caller caller, Patience patience) {
    return switch (find(args.handle(), Requester.of(caller.credential()), patience)) {
      case Targets.Search.Found(Target target) -> call(args, target, patience);
      case Targets.Search.Refused(NfsStat3 status) -> procedure.failure(status, PostOpAttr.ABSENT);
    };
  }

  private Targets.Search find(FileHandle handle, Requester requester, Patience patience) {
    try {
      return targets.find(handle, requester, patience);
    } catch (VfsException e) {
      NfsStat3 status = StatusMapping.of(e.error());
      failures.tell(name(), requester.uid(), handle.fileid(), status, e);
      return new Targets.Search.Refused(status);
    }
  }

  private Reply call(A args, Target target, Patience patience) {
    try {
      return procedure.call(args, target);
    } catch (VfsException e) {
      if (e.error() == VfsError.NOT_AT_HAND && patience == Patience.AT_HAND) {
        throw WouldWait.INSTANCE;
      }
      NfsStat3 status = StatusMapping.of(e.error());
      failures.tell(name(), target.requester().uid(), target.id().value(), status, e);
      return procedure.failure(status, target.attributes());
    }
  }

  @Override
  public int replyBound(A args) {
    return procedure.replyBound(args);
  }

  @Override
  public boolean givesPayload() {
    return procedure.givesPayload();
  }

  @Override
  public boolean isNonIdempotent() {
    return procedure.isNonIdempotent();
  }
}
