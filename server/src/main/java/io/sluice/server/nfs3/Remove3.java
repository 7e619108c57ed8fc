package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.FileName;

/// REMOVE, procedure 12 (RFC 1813 section 3.3.12): the end of a file.
final class Remove3 implements Nfs3Procedure<DirOpArgs3> {
  @Override
  public String name() {
    return "REMOVE";
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
    AttributeChange change = directory.fileSystem().remove(directory.id(), name);
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
