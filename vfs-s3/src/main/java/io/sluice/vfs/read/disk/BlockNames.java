package io.sluice.vfs.read.disk;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Longs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Says under which name a block is kept, and what stands in its file so that it is never taken for
/// another one. Safe for any number of threads.
final class BlockNames {
  private final HashFunction hash;

  /// @param secret null: names can be found out by who guesses keys
  BlockNames(@Nullable CacheSecret secret) {
    this.hash = secret == null ? Hashing.sha256() : secret.names();
  }

  /// The name of a block.
  BlockName of(BlockId id) {
    return of(id.version(), id.start(), id.length());
  }

  /// The name of a block of this version; whether there is one is another matter.
  BlockName of(ObjectVersion version, long start, int length) {
    byte[] digest = hash.hashBytes(version(version, 0).array()).asBytes();
    long high = Longs.fromByteArray(digest);
    long low = ByteBuffer.wrap(digest).getLong(Long.BYTES);
    return new BlockName(high, low, start, length);
  }

  /// All that a block is, as bytes: bucket, key and ETag, each behind its length (4 bytes), the
  /// start (8) and the length (4).
  byte[] identity(BlockId id) {
    return version(id.version(), Long.BYTES + Integer.BYTES)
        .putLong(id.start())
        .putInt(id.length())
        .array();
  }

  private ByteBuffer version(ObjectVersion version, int more) {
    byte[] bucket = version.bucket().getBytes(StandardCharsets.UTF_8);
    byte[] key = version.key().text().getBytes(StandardCharsets.UTF_8);
    byte[] eTag = version.eTag().value().getBytes(StandardCharsets.UTF_8);
    int length = 3 * Integer.BYTES + bucket.length + key.length + eTag.length;
    ByteBuffer bytes = ByteBuffer.allocate(length + more);
    field(bytes, bucket);
    field(bytes, key);
    field(bytes, eTag);
    return bytes;
  }

  private static void field(ByteBuffer bytes, byte[] field) {
    bytes.putInt(field.length).put(field);
  }
}
