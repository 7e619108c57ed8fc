package io.sluice.vfs.inode.local;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Kept attributes as bytes. Times: 0 (1 byte), version (8), two times of a mark whether it is set
/// (1), seconds (8) and nanoseconds (4) each. What was made: 1 (1 byte), mode, uid, gid (4 each).
/// What was published: 2 (1 byte), version (8), when (as above), mode, uid and gid of a mark (1)
/// and 4 bytes each, mtime, ctime and atime as above.
final class KeptCodec {
  private static final int TIME = 1 + Long.BYTES + Integer.BYTES;
  private static final int TIMES = 1 + Long.BYTES + 2 * TIME;
  private static final int MADE = 1 + 3 * Integer.BYTES;
  private static final int PUBLISHED = 1 + Long.BYTES + 4 * TIME + 3 * (1 + Integer.BYTES);

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
      case KeptAttributes.Kept.Published published -> encode(published);
    };
  }

  private static byte[] encode(KeptAttributes.Kept.Published published) {
    ByteBuffer bytes = ByteBuffer.allocate(PUBLISHED).put((byte) 2).putLong(published.version());
    put(bytes, published.publishedAt());
    put(bytes, published.mode());
    put(bytes, published.uid());
    put(bytes, published.gid());
    put(bytes, published.mtime());
    put(bytes, published.ctime());
    put(bytes, published.atime());
    return bytes.array();
  }

  /// What was kept; null if it is of a kind that only later versions know.
  static KeptAttributes.@Nullable Kept decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    return switch (bytes.get()) {
      case 0 -> new KeptAttributes.Kept.Times(bytes.getLong(), time(bytes), time(bytes));
      case 1 -> new KeptAttributes.Kept.Made(bytes.getInt(), bytes.getInt(), bytes.getInt());
      case 2 ->
          new KeptAttributes.Kept.Published(
              bytes.getLong(),
              Objects.requireNonNull(time(bytes)),
              number(bytes),
              number(bytes),
              number(bytes),
              time(bytes),
              time(bytes),
              time(bytes));
      default -> null;
    };
  }

  private static void put(ByteBuffer bytes, @Nullable Integer number) {
    bytes.put((byte) (number == null ? 0 : 1)).putInt(number == null ? 0 : number);
  }

  private static @Nullable Integer number(ByteBuffer bytes) {
    boolean isSet = bytes.get() == 1;
    int number = bytes.getInt();
    return isSet ? number : null;
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
