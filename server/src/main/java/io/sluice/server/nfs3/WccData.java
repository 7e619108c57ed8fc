package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.AttributeChange;
import org.jspecify.annotations.Nullable;

/// `wcc_data` (RFC 1813 section 2.6): attributes before and after a change, for weak cache
/// consistency. Only what was taken together with the change may stand here.
public record WccData(@Nullable WccAttr before, PostOpAttr after) {
  /// Nothing is known.
  public static final WccData ABSENT = new WccData(null, PostOpAttr.ABSENT);

  /// What the seam says of a change.
  public static WccData of(AttributeChange change, long fsid) {
    return new WccData(
        change.before() == null ? null : WccAttr.of(change.before()),
        PostOpAttr.of(change.after(), fsid));
  }

  /// Reads 8 to 116 bytes.
  public static WccData read(XdrReader in) {
    return new WccData(in.readBool() ? WccAttr.read(in) : null, PostOpAttr.read(in));
  }

  /// Writes 8 to 116 bytes.
  public void write(XdrWriter out) {
    out.writeBool(before != null);
    if (before != null) {
      before.write(out);
    }
    after.write(out);
  }
}
