package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileSystemStatistics;

/// FSSTAT, procedure 18 (RFC 1813 section 3.3.18): what `df` shows. Everybody may ask.
final class Fsstat3 implements Nfs3Procedure<SingleHandleArgs> {
  record Ok(PostOpAttr attributes, FileSystemStatistics statistics) implements Reply {
    /// Seconds for which the numbers will not change: no promise.
    private static final int INVARSEC = 0;

    @Override
    public void encode(XdrWriter out) {
      NfsStat3.NFS3_OK.write(out);
      attributes.write(out);
      out.writeLong(statistics.totalBytes());
      out.writeLong(statistics.freeBytes());
      out.writeLong(statistics.availableBytes());
      out.writeLong(statistics.totalFiles());
      out.writeLong(statistics.freeFiles());
      out.writeLong(statistics.availableFiles());
      out.writeInt(INVARSEC);
    }
  }

  @Override
  public String name() {
    return "FSSTAT";
  }

  @Override
  public SingleHandleArgs decode(XdrReader in) {
    return SingleHandleArgs.read(in);
  }

  @Override
  public Reply call(SingleHandleArgs args, Target target) {
    return new Ok(target.attributes(), target.fileSystem().statistics());
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithAttributes(status, attributes);
  }
}
