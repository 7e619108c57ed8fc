package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.FileName;

/// RMDIR, procedure 13 (RFC 1813 section 3.3.13): the end of an empty directory.
final class Rmdir3 implements Nfs3Procedure<DirOpArgs3> {
  @Override
  public String name() {
    return "RMDIR";
  }

  @Override
  public DirOpArgs3 decode(XdrReader in) {
    return DirOpArgs3.read(in);
  }

  @Override
  public Reply call(DirOpArgs3 args, Target directory) {
    FileName name = args.name().toFileName();
    directory.requireWritable();
    directory.requireRemovable(name);
    AttributeChange change = directory.fileSystem().removeDirectory(directory.id(), name);
    return new StatusReply.WithWcc(NfsStat3.NFS3_OK, directory.wire(change));
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
