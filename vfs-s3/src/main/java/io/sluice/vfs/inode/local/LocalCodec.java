package io.sluice.vfs.inode.local;

import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.handle.PlaceCodec;
import io.sluice.vfs.inode.local.LocalTree.Origin;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Local directories as values of the state: the origin (1 byte: 0 made, 1 kept), then the place.
final class LocalCodec {
  private LocalCodec() {}

  static byte[] encode(Place directory, Origin origin) {
    byte[] place = PlaceCodec.encode(directory);
    return ByteBuffer.allocate(1 + place.length)
        .put((byte) (origin == Origin.MADE ? 0 : 1))
        .put(place)
        .array();
  }

  static Place place(byte[] value) {
    return PlaceCodec.decode(Arrays.copyOfRange(value, 1, value.length));
  }

  static Origin origin(byte[] value) {
    return value[0] == 0 ? Origin.MADE : Origin.KEPT;
  }
}
