package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileName;
import io.sluice.vfs.RenameOutcome;

/// RENAME, procedure 14 (RFC 1813 section 3.3.14): another name, in the same directory or another
/// one of the same export.
final class Rename3 implements Nfs3Procedure<Rename3.Args> {
  record Args(DirOpArgs3 from, DirOpArgs3 to) implements HandleArgs {
    @Override
    public FileHandle handle() {
      return from.handle();
    }
  }

  /// Success and failure look the same.
  record Result(NfsStat3 status, WccData from, WccData to) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      status.write(out);
      from.write(out);
      to.write(out);
    }
  }

  @Override
  public String name() {
    return "RENAME";
  }

  @Override
  public Args decode(XdrReader in) {
    return new Args(DirOpArgs3.read(in), DirOpArgs3.read(in));
  }

  @Override
  public Reply call(Args args, Target from) {
    return switch (from.find(args.to().handle())) {
      case Targets.Search.Found(Target to) when from.isInExportOf(to) -> rename(args, from, to);
      case Targets.Search.Found(Target _) -> failure(NfsStat3.NFS3ERR_XDEV, from.attributes());
      case Targets.Search.Refused(NfsStat3 status) -> failure(status, from.attributes());
    };
  }

  private static Reply rename(Args args, Target from, Target to) {
    FileName fromName = args.from().name().toFileName();
    FileName toName = args.to().name().toFileName();
    from.requireWritable();
    from.requireRemovable(fromName);
    to.requireRemovable(toName);
    RenameOutcome outcome = from.fileSystem().rename(from.id(), fromName, to.id(), toName);
    return new Result(NfsStat3.NFS3_OK, from.wire(outcome.from()), to.wire(outcome.to()));
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new Result(status, new WccData(null, attributes), WccData.ABSENT);
  }

  @Override
  public boolean isNonIdempotent() {
    return true;
  }
}
