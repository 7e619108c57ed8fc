package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrWriter;
import org.jspecify.annotations.Nullable;

/// `entry3` and `entryplus3` (RFC 1813 sections 3.3.16 and 3.3.17): a name in a listing.
///
/// @param cookie by which a listing goes on after this entry
/// @param plus what READDIRPLUS says more, else null
record Entry3(long fileid, Filename3 name, long cookie, @Nullable Plus plus) {
  /// Attributes, if they are known, and the handle.
  record Plus(PostOpAttr attributes, PostOpFh3 handle) {
    /// The fewest bytes on the wire.
    static final int LEAST = 4 + PostOpFh3.LARGEST;

    int size() {
      return attributes.size() + PostOpFh3.LARGEST;
    }
  }

  /// The fewest bytes on the wire: that one follows, fileid, a name of up to four bytes, cookie.
  static final int LEAST = 4 + 8 + 8 + 8;

  /// Bytes that count for `dircount` of READDIRPLUS: fileid, name and cookie.
  int nameSize() {
    return 8 + name.size() + 8;
  }

  /// Bytes on the wire, that one follows included.
  int size() {
    return 4 + nameSize() + (plus == null ? 0 : plus.size());
  }

  void write(XdrWriter out) {
    out.writeBool(true);
    out.writeLong(fileid);
    name.write(out);
    out.writeLong(cookie);
    if (plus != null) {
      plus.attributes().write(out);
      plus.handle().write(out);
    }
  }
}
