package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// SETATTR, procedure 2 (RFC 1813 section 3.3.2): mode, owner, size, times.
final class Setattr3 implements Nfs3Procedure<Setattr3.Args> {
  /// @param guard `sattrguard3`: the ctime that the file must have, if any
  record Args(FileHandle handle, Sattr3 newAttributes, @Nullable NfsTime3 guard)
      implements HandleArgs {}

  @Override
  public String name() {
    return "SETATTR";
  }

  @Override
  public Args decode(XdrReader in) {
    return new Args(FileHandle.read(in), Sattr3.read(in), in.readBool() ? NfsTime3.read(in) : null);
  }

  @Override
  public Reply call(Args args, Target target) {
    AttributeChanges changes = args.newAttributes().toChanges();
    Instant guard = args.guard() == null ? null : args.guard().toInstant();
    target.requireChangeable(changes);
    AttributeChange change = target.fileSystem().setAttributes(target.id(), changes, guard);
    // Without the attributes before: Linux applies the reply twice, and with them it takes the
    // second time for a change by somebody else and drops its cache.
    WccData wcc = new WccData(null, target.wire(change.after()));
    return new StatusReply.WithWcc(NfsStat3.NFS3_OK, wcc);
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return StatusReply.WithWcc.failure(status, attributes);
  }

  @Override
  public boolean isNonIdempotent() {
    return true;
  }
}
