package io.sluice.it.fake.store;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.SplittableRandom;

/// Computed bytes of any size: a fixed random pattern, repeated, begun at a phase that comes from
/// the key. Any byte is a pure function of key and offset, so that tests verify reads of 100 GiB
/// without holding them.
///
/// The period is a prime near 1 MiB: a block served from the wrong place by any multiple of a page,
/// part or block size shows wrong bytes.
///
/// @param phase where in the pattern the body begins, 0 to [#PERIOD] - 1
/// @param size in bytes
public record SyntheticBody(long phase, long size) implements Body {
  /// Length of the pattern in bytes.
  public static final int PERIOD = 1_048_573;

  /// Two periods, so that from any phase a whole one is contiguous. Direct, so that sockets take it
  /// without a copy. Written once, before the class is visible.
  private static final ByteBuffer PATTERN = pattern();

  /// Checks the bounds.
  public SyntheticBody {
    Objects.checkIndex(phase, PERIOD);
    if (size < 0) {
      throw new IllegalArgumentException("size " + size);
    }
  }

  /// The body that belongs to `key`; another `edition` of the same key has other bytes.
  public static SyntheticBody of(String key, int edition, long size) {
    long seed = 31L * key.hashCode() + 0x9E3779B97F4A7C15L * edition;
    return new SyntheticBody(new SplittableRandom(seed).nextInt(PERIOD), size);
  }

  @Override
  public ByteBuffer chunk(long offset, int max) {
    Objects.checkIndex(offset, size);
    int at = (int) ((phase + offset) % PERIOD);
    return PATTERN.slice(at, (int) Math.min(Math.min(max, PERIOD), size - offset));
  }

  @Override
  public Body slice(long offset, long length) {
    Objects.checkFromIndexSize(offset, length, size);
    return new SyntheticBody((phase + offset) % PERIOD, length);
  }

  private static ByteBuffer pattern() {
    byte[] once = new byte[PERIOD];
    new SplittableRandom(PERIOD).nextBytes(once);
    return ByteBuffer.allocateDirect(2 * PERIOD).put(once).put(once).flip().asReadOnlyBuffer();
  }
}
