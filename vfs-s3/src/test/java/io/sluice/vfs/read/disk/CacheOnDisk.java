package io.sluice.vfs.read.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A cache in a directory, and blocks whose bytes follow from what they are.
final class CacheOnDisk implements AutoCloseable {
  static final long MIB = 1 << 20;

  private final Path directory;
  private final BlockCache cache;

  CacheOnDisk(Path directory) throws IOException {
    this(directory, 100 * MIB);
  }

  CacheOnDisk(Path directory, long mostBytes) throws IOException {
    this(directory, settings(directory, mostBytes, null), FreeSpace.of(directory));
  }

  CacheOnDisk(Path directory, long mostBytes, @Nullable CacheSecret secret) throws IOException {
    this(directory, settings(directory, mostBytes, secret), FreeSpace.of(directory));
  }

  CacheOnDisk(Path directory, long mostBytes, FreeSpace space) throws IOException {
    this(directory, settings(directory, mostBytes, null), space);
  }

  private CacheOnDisk(Path directory, BlockCacheSettings settings, FreeSpace space)
      throws IOException {
    this.directory = directory;
    this.cache = BlockCache.open(settings, space, DiskPatience.LONGEST, System::nanoTime);
    cache.awaitScan();
  }

  static BlockCacheSettings settings(Path directory, long mostBytes, @Nullable CacheSecret secret) {
    return new BlockCacheSettings(directory, mostBytes, 100_000, 32, secret);
  }

  static CacheSecret secret(int number) {
    byte[] bytes = new byte[CacheSecret.LENGTH];
    new Random(number).nextBytes(bytes);
    return new CacheSecret(bytes);
  }

  static ObjectVersion version(String key) {
    return new ObjectVersion("bucket", new ObjectKey(key), new ETag("\"1\""));
  }

  /// The block of 20,000 bytes at this place.
  static BlockId block(String key, long number) {
    return new BlockId(version(key), number * 20_000, 20_000);
  }

  static byte[] bytes(BlockId id) {
    byte[] bytes = new byte[id.length()];
    new Random(id.hashCode()).nextBytes(bytes);
    return bytes;
  }

  BlockCache cache() {
    return cache;
  }

  /// Offers all of them, each when the one before is on disk or dropped.
  CacheOnDisk put(List<BlockId> ids) {
    ids.forEach(this::put);
    return this;
  }

  void put(BlockId id) {
    CountDownLatch done = new CountDownLatch(1);
    cache.offer(id, ByteBuffer.wrap(bytes(id)), done::countDown);
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether a block is found and read; if it is, its bytes are the right ones.
  boolean has(BlockId id) {
    BlockId found = cache.find(id.version(), id.start());
    return found != null && reads(id);
  }

  /// Whether a block is read; if it is, its bytes are the right ones.
  boolean reads(BlockId id) {
    ByteBuffer into = ByteBuffer.allocateDirect(id.length());
    if (!cache.read(id, into)) {
      assertThat(into.position()).isZero();
      return false;
    }
    assertThat(into.remaining()).isZero();
    assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(bytes(id)));
    return true;
  }

  /// The files of blocks.
  List<Path> files() {
    return files(directory);
  }

  static List<Path> files(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cache.close();
  }
}
