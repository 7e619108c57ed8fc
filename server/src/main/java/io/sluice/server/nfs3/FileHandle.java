package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.nio.ByteBuffer;

/// `nfs_fh3`, by which clients name a file (RFC 1813 section 2.6): 24 bytes that mean the same for
/// ever, with a code by which [FileHandles] knows its own.
///
/// @param version of this layout
/// @param export number of the export that the file belongs to
/// @param fileid identity in that export
/// @param code message authentication code of the other three
public record FileHandle(int version, int export, long fileid, long code) {
  /// Bytes of the handle.
  public static final int SIZE = 24;

  /// The most bytes that any handle may have (NFS3_FHSIZE).
  public static final int LARGEST = 64;

  static final int ENCODED_SIZE = 4 + SIZE;

  /// What every handle of another length becomes: it never has the right code.
  private static final FileHandle FOREIGN = new FileHandle(0, 0, 0, 0);

  /// Reads `opaque<64>`; bytes that are no handle of ours are found out by [FileHandles] later,
  /// since they are answered with a status and not as garbage.
  public static FileHandle read(XdrReader in) {
    return of(in.readOpaqueView(LARGEST));
  }

  /// The handle with these bytes, as MOUNT carries them.
  public static FileHandle of(ByteBuffer bytes) {
    if (bytes.remaining() != SIZE) {
      return FOREIGN;
    }
    return new FileHandle(bytes.getInt(), bytes.getInt(), bytes.getLong(), bytes.getLong());
  }

  /// Writes 28 bytes: the length and the handle.
  public void write(XdrWriter out) {
    out.writeInt(SIZE).writeInt(version).writeInt(export).writeLong(fileid).writeLong(code);
  }

  /// The handle as MOUNT carries it.
  public byte[] bytes() {
    return ByteBuffer.allocate(SIZE)
        .putInt(version)
        .putInt(export)
        .putLong(fileid)
        .putLong(code)
        .array();
  }
}
