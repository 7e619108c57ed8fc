package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// MKNOD, procedure 11 (RFC 1813 section 3.3.11). A bucket has no devices, sockets and FIFOs (N11).
final class Mknod3 implements Nfs3Procedure<Mknod3.Args> {
  /// The attributes and numbers of the device (`mknoddata3`) are decoded and forgotten.
  record Args(DirOpArgs3 where, Ftype3 type) implements HandleArgs {
    @Override
    public FileHandle handle() {
      return where.handle();
    }
  }

  @Override
  public String name() {
    return "MKNOD";
  }

  @Override
  public Args decode(XdrReader in) {
    Args args = new Args(DirOpArgs3.read(in), Ftype3.read(in));
    switch (args.type()) {
      case NF3CHR, NF3BLK -> {
        Sattr3.read(in);
        in.readLong(); // specdata3, the two device numbers
      }
      case NF3SOCK, NF3FIFO -> Sattr3.read(in);
      case NF3REG, NF3DIR, NF3LNK -> {}
    }
    return args;
  }

  @Override
  public Reply call(Args args, Target directory) {
    NfsStat3 status =
        switch (args.type()) {
          case NF3CHR, NF3BLK, NF3SOCK, NF3FIFO -> NfsStat3.NFS3ERR_NOTSUPP;
          case NF3REG, NF3DIR, NF3LNK -> NfsStat3.NFS3ERR_BADTYPE;
        };
    return failure(status, directory.attributes());
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
