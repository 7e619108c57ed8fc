package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileAttributes;

/// `fattr3`, the attributes of a file (RFC 1813 section 2.6). `rdev` is always zero, since there
/// are no devices.
///
/// @param mode permission bits
/// @param size bytes
/// @param used bytes on the store
/// @param fsid the same for every file of an export, for ever
public record Fattr3(
    Ftype3 type,
    int mode,
    int nlink,
    int uid,
    int gid,
    long size,
    long used,
    long fsid,
    long fileid,
    NfsTime3 atime,
    NfsTime3 mtime,
    NfsTime3 ctime) {
  /// Bytes on the wire.
  public static final int SIZE = 84;

  /// The attributes of a file of the export with this `fsid`.
  public static Fattr3 of(FileAttributes from, long fsid) {
    return new Fattr3(
        Ftype3.of(from.type()),
        from.mode(),
        from.links(),
        from.uid(),
        from.gid(),
        from.size(),
        from.used(),
        fsid,
        from.id().value(),
        NfsTime3.of(from.atime()),
        NfsTime3.of(from.mtime()),
        NfsTime3.of(from.ctime()));
  }

  /// Reads 84 bytes.
  public static Fattr3 read(XdrReader in) {
    Ftype3 type = Ftype3.read(in);
    int mode = in.readInt();
    int nlink = in.readInt();
    int uid = in.readInt();
    int gid = in.readInt();
    long size = in.readLong();
    long used = in.readLong();
    in.readLong(); // rdev
    long fsid = in.readLong();
    long fileid = in.readLong();
    NfsTime3 atime = NfsTime3.read(in);
    NfsTime3 mtime = NfsTime3.read(in);
    NfsTime3 ctime = NfsTime3.read(in);
    return new Fattr3(type, mode, nlink, uid, gid, size, used, fsid, fileid, atime, mtime, ctime);
  }

  /// Writes 84 bytes.
  public void write(XdrWriter out) {
    out.writeInt(type.code()).writeInt(mode).writeInt(nlink).writeInt(uid).writeInt(gid);
    out.writeLong(size).writeLong(used).writeLong(0).writeLong(fsid).writeLong(fileid);
    atime.write(out);
    mtime.write(out);
    ctime.write(out);
  }
}
