package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.CommitOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;

/// COMMIT, procedure 21 (RFC 1813 section 3.3.21): makes the bytes of earlier WRITEs durable.
final class Commit3 implements Nfs3Procedure<Commit3.Args> {
  /// @param offset unsigned
  /// @param count 0 to 2^32 - 1 bytes; 0 = to the end of the file
  record Args(FileHandle handle, long offset, long count) implements HandleArgs {
    /// The seam counts to 2^31; of more, everything is made durable.
    int length() {
      return count > Integer.MAX_VALUE || count > Long.MAX_VALUE - offset ? 0 : (int) count;
    }
  }

  record Ok(WccData file, long verifier) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      NfsStat3.NFS3_OK.write(out);
      file.write(out);
      out.writeLong(verifier);
    }
  }

  @Override
  public String name() {
    return "COMMIT";
  }

  @Override
  public Args decode(XdrReader in) {
    return new Args(FileHandle.read(in), in.readLong(), in.readUnsignedInt());
  }

  @Override
  public Reply call(Args args, Target target) {
    target.requireWritableBytes();
    if (args.offset() < 0) {
      throw new VfsException(VfsError.INVALID, "no file has 2^63 bytes");
    }
    CommitOutcome outcome = target.fileSystem().commit(target.id(), args.offset(), args.length());
    return new Ok(target.wire(outcome.file()), outcome.verifier());
  }

  /// Without attributes, as with WRITE.
  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithWcc(status, WccData.ABSENT);
  }
}
