package io.sluice.it.wire;

import io.sluice.server.nfs3.NfsTime3;
import io.sluice.server.rpc.XdrWriter;
import org.jspecify.annotations.Nullable;

/// `sattr3` as a client writes it.
///
/// @param mtime null to leave it
public record SetAttr(
    @Nullable Integer mode,
    @Nullable Integer uid,
    @Nullable Integer gid,
    @Nullable Long size,
    @Nullable NfsTime3 mtime) {
  /// Sets nothing.
  public static final SetAttr NOTHING = new SetAttr(null, null, null, null, null);

  /// Sets the permission bits.
  public static SetAttr mode(int mode) {
    return new SetAttr(mode, null, null, null, null);
  }

  /// Sets the size.
  public static SetAttr size(long size) {
    return new SetAttr(null, null, null, size, null);
  }

  /// Sets the owner.
  public static SetAttr uid(int uid) {
    return new SetAttr(null, uid, null, null, null);
  }

  /// Sets the time of the last modification.
  public static SetAttr mtime(NfsTime3 mtime) {
    return new SetAttr(null, null, null, null, mtime);
  }

  void write(XdrWriter out) {
    optional(out, mode);
    optional(out, uid);
    optional(out, gid);
    out.writeBool(size != null);
    if (size != null) {
      out.writeLong(size);
    }
    out.writeInt(0); // atime: DONT_CHANGE
    out.writeInt(mtime == null ? 0 : 2);
    if (mtime != null) {
      mtime.write(out);
    }
  }

  private static void optional(XdrWriter out, @Nullable Integer value) {
    out.writeBool(value != null);
    if (value != null) {
      out.writeInt(value);
    }
  }
}
