package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// SYMLINK, procedure 10 (RFC 1813 section 3.3.10). A bucket has no links (N11).
final class Symlink3 implements Nfs3Procedure<Symlink3.Args> {
  /// The longest path that is decoded: what a path can be on the systems of our clients.
  private static final int LONGEST_PATH = 4096;

  /// What the link should say (`symlinkdata3`) is decoded and forgotten.
  record Args(DirOpArgs3 where, Sattr3 attributes) implements HandleArgs {
    @Override
    public FileHandle handle() {
      return where.handle();
    }
  }

  @Override
  public String name() {
    return "SYMLINK";
  }

  @Override
  public Args decode(XdrReader in) {
    Args args = new Args(DirOpArgs3.read(in), Sattr3.read(in));
    in.readOpaqueView(LONGEST_PATH);
    return args;
  }

  @Override
  public Reply call(Args args, Target directory) {
    return failure(NfsStat3.NFS3ERR_NOTSUPP, directory.attributes());
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
