package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.Before;

/// `wcc_attr` (RFC 1813 section 2.6): the attributes before a change by which a client sees whether
/// anybody else changed the file.
public record WccAttr(long size, NfsTime3 mtime, NfsTime3 ctime) {
  /// What the seam saw before its change.
  public static WccAttr of(Before before) {
    return new WccAttr(before.size(), NfsTime3.of(before.mtime()), NfsTime3.of(before.ctime()));
  }

  /// Reads 24 bytes.
  public static WccAttr read(XdrReader in) {
    return new WccAttr(in.readLong(), NfsTime3.read(in), NfsTime3.read(in));
  }

  /// Writes 24 bytes.
  public void write(XdrWriter out) {
    out.writeLong(size);
    mtime.write(out);
    ctime.write(out);
  }
}
