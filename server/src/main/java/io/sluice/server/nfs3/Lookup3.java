package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.LookupOutcome;

/// LOOKUP, procedure 3 (RFC 1813 section 3.3.3): the handle of a name in a directory, `.` and `..`
/// included.
final class Lookup3 implements Nfs3Procedure<DirOpArgs3> {
  record Ok(FileHandle object, PostOpAttr objAttributes, PostOpAttr dirAttributes)
      implements Reply {
    @Override
    public void encode(XdrWriter out) {
      NfsStat3.NFS3_OK.write(out);
      object.write(out);
      objAttributes.write(out);
      dirAttributes.write(out);
    }
  }

  @Override
  public String name() {
    return "LOOKUP";
  }

  @Override
  public DirOpArgs3 decode(XdrReader in) {
    return DirOpArgs3.read(in);
  }

  @Override
  public Reply call(DirOpArgs3 args, Target directory) {
    directory.requireInDirectory(Permissions.EXECUTE);
    if (args.name().isDot()) {
      return found(directory, directory.fileSystem().getAttributes(directory.id()));
    }
    if (args.name().isDotDot()) {
      FileId parent = directory.fileSystem().parent(directory.id());
      return found(directory, directory.fileSystem().getAttributes(parent));
    }
    return switch (directory.fileSystem().lookup(directory.id(), args.name().toFileName())) {
      case LookupOutcome.Found(FileAttributes attributes) -> found(directory, attributes);
      case LookupOutcome.Missing() -> failure(NfsStat3.NFS3ERR_NOENT, directory.attributes());
    };
  }

  private static Reply found(Target directory, FileAttributes object) {
    return new Ok(directory.handle(object.id()), directory.wire(object), directory.attributes());
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithAttributes(status, attributes);
  }
}
