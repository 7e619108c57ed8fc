package io.sluice.server.nfs3;

import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.FileSystemLimits;

/// READDIR, procedure 16 (RFC 1813 section 3.3.16): the names of a directory.
final class Readdir3 implements Nfs3Procedure<Readdir3.Args> {
  /// The `cookieverf` is decoded and forgotten: cookies stay good whatever it is.
  ///
  /// @param count the client's room in bytes, 0 to 2^32 - 1
  record Args(FileHandle handle, long cookie, long count) implements HandleArgs {
    static Args read(XdrReader in) {
      FileHandle handle = FileHandle.read(in);
      long cookie = in.readLong();
      in.readLong(); // cookieverf
      return new Args(handle, cookie, in.readUnsignedInt());
    }
  }

  @Override
  public String name() {
    return "READDIR";
  }

  @Override
  public Args decode(XdrReader in) {
    return Args.read(in);
  }

  @Override
  public Reply call(Args args, Target directory) {
    ListingRoom room = new ListingRoom(args.count(), args.count(), Entry3.LEAST);
    Reply reply = new Listing(directory, room, false).after(args.cookie());
    return reply != null ? reply : failure(NfsStat3.NFS3ERR_TOOSMALL, directory.attributes());
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithAttributes(status, attributes);
  }

  @Override
  public int replyBound(Args args) {
    return Procedure.SMALL_REPLY + (int) Math.min(args.count(), FileSystemLimits.LARGEST_TRANSFER);
  }
}
