package io.sluice.server.nfs3;

import io.sluice.memory.LeasedBytes;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileSystemLimits;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.WriteOutcome;

/// WRITE, procedure 7 (RFC 1813 section 3.3.7): bytes for a file, with the promise of how safe they
/// are.
final class Write3 implements Nfs3Procedure<Write3.Args> {
  /// @param offset unsigned
  /// @param count must be the number of bytes in `data`
  /// @param data a view of the call's record
  record Args(FileHandle handle, long offset, long count, StableHow stable, LeasedBytes data)
      implements HandleArgs {
    /// @throws VfsException if they cannot be written anywhere
    void check() {
      if (count != data.bytes().remaining()) {
        throw new VfsException(
            VfsError.INVALID, count + " bytes announced, " + data.bytes().remaining() + " sent");
      }
      if (offset < 0 || offset > Long.MAX_VALUE - count) {
        throw new VfsException(VfsError.TOO_LARGE, "no file has 2^63 bytes");
      }
    }
  }

  record Ok(WccData file, int count, StableHow committed, long verifier) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      NfsStat3.NFS3_OK.write(out);
      file.write(out);
      out.writeInt(count);
      committed.write(out);
      out.writeLong(verifier);
    }
  }

  @Override
  public String name() {
    return "WRITE";
  }

  @Override
  public Args decode(XdrReader in) {
    return new Args(
        FileHandle.read(in),
        in.readLong(),
        in.readUnsignedInt(),
        StableHow.read(in),
        in.readLeased(FileSystemLimits.LARGEST_TRANSFER));
  }

  @Override
  public Reply call(Args args, Target target) {
    target.requireWritableBytes();
    args.check();
    if (args.count() == 0) {
      return nothingWritten(target);
    }
    WriteOutcome outcome =
        target
            .fileSystem()
            .write(target.id(), args.offset(), args.data(), args.stable().toDurability());
    return new Ok(
        target.wire(outcome.file()),
        outcome.count(),
        StableHow.of(outcome.durability()),
        outcome.verifier());
  }

  /// No bytes are as safe as can be, so that no client compares the verifier.
  private static Reply nothingWritten(Target target) {
    FileAttributes file = target.fileSystem().getAttributes(target.id());
    if (file.isDirectory()) {
      throw new VfsException(VfsError.IS_DIRECTORY, "a directory has no bytes");
    }
    return new Ok(new WccData(null, target.wire(file)), 0, StableHow.FILE_SYNC, 0);
  }

  /// Without attributes: those of a file that is being written are for the file system to give.
  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithWcc(status, WccData.ABSENT);
  }
}
