package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;

/// GETATTR, procedure 1 (RFC 1813 section 3.3.1): what `stat` shows. Everybody may ask.
final class Getattr3 implements Nfs3Procedure<SingleHandleArgs> {
  record Ok(Fattr3 attributes) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      NfsStat3.NFS3_OK.write(out);
      attributes.write(out);
    }
  }

  @Override
  public String name() {
    return "GETATTR";
  }

  @Override
  public SingleHandleArgs decode(XdrReader in) {
    return SingleHandleArgs.read(in);
  }

  @Override
  public Reply call(SingleHandleArgs args, Target target) {
    target.fileSystem().looked(target.id());
    return new Ok(target.fattr(target.fileSystem().getAttributes(target.id())));
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.Bare(status);
  }
}
