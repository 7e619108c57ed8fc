package io.sluice.vfs.inode;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Kept attributes as bytes. Times: 0 (1 byte), version (8), two times of a mark whether it is set
/// (1), seconds (8) and nanoseconds (4) each. What was made: 1 (1 byte), mode, uid, gid (4 each).
final class KeptCodec {
  private static final int TIME = 1 + Long.BYTES + Integer.BYTES;
  private static final int TIMES = 1 + Long.BYTES + 2 * TIME;
  private static final int MADE = 1 + 3 * Integer.BYTES;

  private KeptCodec() {}

  static byte[] encode(KeptAttributes.Kept kept) {
    return switch (kept) {
      case KeptAttributes.Kept.Times(var version, var atime, var mtime) -> {
        ByteBuffer bytes = ByteBuffer.allocate(TIMES).put((byte) 0).putLong(version);
        put(bytes, atime);
        put(bytes, mtime);
        yield bytes.array();
      }
      case KeptAttributes.Kept.Made(int mode, int uid, int gid) ->
          ByteBuffer.allocate(MADE).put((byte) 1).putInt(mode).putInt(uid).putInt(gid).array();
    };
  }

  static KeptAttributes.Kept decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    return bytes.get() == 0
        ? new KeptAttributes.Kept.Times(bytes.getLong(), time(bytes), time(bytes))
        : new KeptAttributes.Kept.Made(bytes.getInt(), bytes.getInt(), bytes.getInt());
  }

  private static void put(ByteBuffer bytes, @Nullable Instant time) {
    bytes
        .put((byte) (time == null ? 0 : 1))
        .putLong(time == null ? 0 : time.getEpochSecond())
        .putInt(time == null ? 0 : time.getNano());
  }

  private static @Nullable Instant time(ByteBuffer bytes) {
    boolean isSet = bytes.get() == 1;
    Instant time = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
    return isSet ? time : null;
  }
}
