package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileSystemLimits;

/// FSINFO, procedure 19 (RFC 1813 section 3.3.19): the sizes that a client shall use. It is the
/// first call of a mount, so everybody may ask.
final class Fsinfo3 implements Nfs3Procedure<SingleHandleArgs> {
  /// `rtmax`, `rtpref`, `wtmax` and `wtpref`.
  private static final int TRANSFER = FileSystemLimits.LARGEST_TRANSFER;

  /// `rtmult`, `wtmult`: the page of most clients.
  private static final int MULTIPLE = 4096;

  /// `dtpref`: about 800 entries of READDIRPLUS with names of middle length, which one LIST of S3
  /// (1,000 keys) answers. Larger replies would wait for several LISTs before their first byte.
  private static final int DIRECTORY = 128 << 10;

  /// FSF3_HOMOGENEOUS (PATHCONF is the same for every file) and FSF3_CANSETTIME; neither FSF3_LINK
  /// nor FSF3_SYMLINK.
  private static final int PROPERTIES = 0x08 | 0x10;

  /// No limit, although what can be written has one: Linux takes this for the end of every file,
  /// and ends reads there without an error. A WRITE beyond what we take is answered NFS3ERR_FBIG.
  private static final long LARGEST_FILE = Long.MAX_VALUE;

  record Ok(PostOpAttr attributes) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      NfsStat3.NFS3_OK.write(out);
      attributes.write(out);
      out.writeInt(TRANSFER).writeInt(TRANSFER).writeInt(MULTIPLE);
      out.writeInt(TRANSFER).writeInt(TRANSFER).writeInt(MULTIPLE);
      out.writeInt(DIRECTORY);
      out.writeLong(LARGEST_FILE); // maxfilesize
      new NfsTime3(0, 1).write(out); // time_delta
      out.writeInt(PROPERTIES);
    }
  }

  @Override
  public String name() {
    return "FSINFO";
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
