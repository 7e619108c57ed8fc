package io.sluice.server.nfs3;

import io.sluice.memory.Lease;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileSystemLimits;
import io.sluice.vfs.ReadOutcome;
import org.jspecify.annotations.Nullable;

/// READ, procedure 6 (RFC 1813 section 3.3.6): bytes of a file. They go from the lease that the
/// file system hands up to the socket without a copy.
final class Read3 implements Nfs3Procedure<Read3.Args> {
  /// @param offset unsigned
  /// @param count 0 to 2^32 - 1; we give 1 MiB at most
  record Args(FileHandle handle, long offset, long count) implements HandleArgs {
    /// Where to read: what lies beyond every file is read at the last offset that there is.
    long start() {
      return offset < 0 ? Long.MAX_VALUE : offset;
    }

    /// How much to read, so that no sum of the two overflows.
    int length() {
      long most = Math.min(FileSystemLimits.LARGEST_TRANSFER, Long.MAX_VALUE - start());
      return (int) Math.min(count, most);
    }
  }

  /// @param data null for no bytes; encoding hands the lease on
  record Ok(PostOpAttr attributes, boolean eof, @Nullable Lease data) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      NfsStat3.NFS3_OK.write(out);
      attributes.write(out);
      out.writeInt(data == null ? 0 : data.buffer().remaining());
      out.writeBool(eof);
      if (data == null) {
        out.writeInt(0);
      } else {
        out.writePayload(data);
      }
    }
  }

  @Override
  public String name() {
    return "READ";
  }

  @Override
  public Args decode(XdrReader in) {
    return new Args(FileHandle.read(in), in.readLong(), in.readUnsignedInt());
  }

  @Override
  public Reply call(Args args, Target target) {
    target.requireReadable();
    ReadOutcome outcome = target.fileSystem().read(target.id(), args.start(), args.length());
    return new Ok(target.wire(outcome.attributes()), outcome.reachedEnd(), outcome.data());
  }

  @Override
  public boolean givesPayload() {
    return true;
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithAttributes(status, attributes);
  }
}
