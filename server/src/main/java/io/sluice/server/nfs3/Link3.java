package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;

/// LINK, procedure 15 (RFC 1813 section 3.3.15). A bucket has no links (N11).
final class Link3 implements Nfs3Procedure<Link3.Args> {
  record Args(FileHandle handle, DirOpArgs3 link) implements HandleArgs {}

  record Fail(NfsStat3 status, PostOpAttr file) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      status.write(out);
      file.write(out);
      WccData.ABSENT.write(out);
    }
  }

  @Override
  public String name() {
    return "LINK";
  }

  @Override
  public Args decode(XdrReader in) {
    return new Args(FileHandle.read(in), DirOpArgs3.read(in));
  }

  @Override
  public Reply call(Args args, Target file) {
    return failure(NfsStat3.NFS3ERR_NOTSUPP, file.attributes());
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new Fail(status, attributes);
  }

  @Override
  public boolean isNonIdempotent() {
    return true;
  }
}
