package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrWriter;
import java.util.List;

/// The results of READDIR and READDIRPLUS (`READDIR3resok`, `READDIRPLUS3resok`).
record ListingReply(PostOpAttr directory, List<Entry3> entries, boolean eof) implements Reply {
  /// `cookieverf3`. Always the same, since a cookie stays good whatever changes in the directory.
  private static final long COOKIEVERF = 0;

  /// Bytes around the entries at most: attributes, verifier, the end of the list, eof.
  static final int FRAME = PostOpAttr.LARGEST + 8 + 4 + 4;

  @Override
  public void encode(XdrWriter out) {
    NfsStat3.NFS3_OK.write(out);
    directory.write(out);
    out.writeLong(COOKIEVERF);
    for (Entry3 entry : entries) {
      entry.write(out);
    }
    out.writeBool(false);
    out.writeBool(eof);
  }
}
