package io.sluice.server.nfs3;

import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.FileSystemLimits;

/// READDIRPLUS, procedure 17 (RFC 1813 section 3.3.17): the names of a directory with their
/// attributes, which came with the listing, and handles.
final class Readdirplus3 implements Nfs3Procedure<Readdirplus3.Args> {
  /// The `cookieverf` is decoded and forgotten: cookies stay good whatever it is.
  ///
  /// @param dircount the client's room for fileids, names and cookies, 0 to 2^32 - 1
  /// @param maxcount its room for everything, 0 to 2^32 - 1
  record Args(FileHandle handle, long cookie, long dircount, long maxcount) implements HandleArgs {
    static Args read(XdrReader in) {
      FileHandle handle = FileHandle.read(in);
      long cookie = in.readLong();
      in.readLong(); // cookieverf
      return new Args(handle, cookie, in.readUnsignedInt(), in.readUnsignedInt());
    }
  }

  @Override
  public String name() {
    return "READDIRPLUS";
  }

  @Override
  public Args decode(XdrReader in) {
    return Args.read(in);
  }

  @Override
  public Reply call(Args args, Target directory) {
    ListingRoom room =
        new ListingRoom(args.maxcount(), args.dircount(), Entry3.LEAST + Entry3.Plus.LEAST);
    Reply reply = new Listing(directory, room, true).after(args.cookie());
    return reply != null ? reply : failure(NfsStat3.NFS3ERR_TOOSMALL, directory.attributes());
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithAttributes(status, attributes);
  }

  @Override
  public int replyBound(Args args) {
    return Procedure.SMALL_REPLY
        + (int) Math.min(args.maxcount(), FileSystemLimits.LARGEST_TRANSFER);
  }
}
