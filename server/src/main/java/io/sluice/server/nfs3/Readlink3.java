package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.FileAttributes;

/// READLINK, procedure 5 (RFC 1813 section 3.3.5). There are no symbolic links (N11), so that no
/// file is one.
final class Readlink3 implements Nfs3Procedure<SingleHandleArgs> {
  @Override
  public String name() {
    return "READLINK";
  }

  @Override
  public SingleHandleArgs decode(XdrReader in) {
    return SingleHandleArgs.read(in);
  }

  @Override
  public Reply call(SingleHandleArgs args, Target target) {
    FileAttributes attributes = target.fileSystem().getAttributes(target.id());
    return failure(NfsStat3.NFS3ERR_INVAL, target.wire(attributes));
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithAttributes(status, attributes);
  }
}
