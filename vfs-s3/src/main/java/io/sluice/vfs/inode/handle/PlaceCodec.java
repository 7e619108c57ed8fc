package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.nio.ByteBuffer;

/// Places as bytes: parent id (8 bytes), type (1 byte: 0 file, 1 directory), name (the rest).
public final class PlaceCodec {
  private static final int HEAD = Long.BYTES + 1;

  /// The most bytes that a place takes.
  static final int LONGEST = HEAD + FileName.LONGEST;

  private PlaceCodec() {}

  /// The bytes of a place.
  public static byte[] encode(Place place) {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + place.name().length());
    bytes.putLong(place.parent().value());
    bytes.put((byte) (place.type() == FileType.DIRECTORY ? 1 : 0));
    place.name().putInto(bytes);
    return bytes.array();
  }

  /// The place of these bytes.
  public static Place decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    FileId parent = new FileId(bytes.getLong());
    FileType type = bytes.get() == 1 ? FileType.DIRECTORY : FileType.REGULAR;
    byte[] name = new byte[bytes.remaining()];
    bytes.get(name);
    return new Place(parent, FileName.of(name), type);
  }
}
