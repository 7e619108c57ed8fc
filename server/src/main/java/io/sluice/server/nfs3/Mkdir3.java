package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileName;

/// MKDIR, procedure 9 (RFC 1813 section 3.3.9): a directory.
final class Mkdir3 implements Nfs3Procedure<Mkdir3.Args> {
  record Args(DirOpArgs3 where, Sattr3 attributes) implements HandleArgs {
    @Override
    public FileHandle handle() {
      return where.handle();
    }
  }

  @Override
  public String name() {
    return "MKDIR";
  }

  @Override
  public Args decode(XdrReader in) {
    return new Args(DirOpArgs3.read(in), Sattr3.read(in));
  }

  @Override
  public Reply call(Args args, Target directory) {
    FileName name = args.where().name().toNewFileName();
    directory.requireWritable();
    directory.requireInDirectory(Permissions.WRITE | Permissions.EXECUTE);
    AttributeChanges changes = directory.ofNewFile(args.attributes().toChanges());
    return CreatedReply.of(
        directory.fileSystem().makeDirectory(directory.id(), name, changes), directory);
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
