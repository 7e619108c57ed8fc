package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileName;

/// PATHCONF, procedure 20 (RFC 1813 section 3.3.20): what names can be (A7). Everybody may ask.
final class Pathconf3 implements Nfs3Procedure<SingleHandleArgs> {
  record Ok(PostOpAttr attributes) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      NfsStat3.NFS3_OK.write(out);
      attributes.write(out);
      out.writeInt(1); // linkmax
      out.writeInt(FileName.LONGEST); // name_max
      out.writeBool(true); // no_trunc
      out.writeBool(true); // chown_restricted
      out.writeBool(false); // case_insensitive
      out.writeBool(true); // case_preserving
    }
  }

  @Override
  public String name() {
    return "PATHCONF";
  }

  @Override
  public SingleHandleArgs decode(XdrReader in) {
    return SingleHandleArgs.read(in);
  }

  @Override
  public Reply call(SingleHandleArgs args, Target target) {
    return new Ok(target.attributes());
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithAttributes(status, attributes);
  }
}
