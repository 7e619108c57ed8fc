package io.sluice.vfs.read.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of a cache. `v1/` has blocks in the clear, `v1-MARK/` those under the secret with that
/// mark; in it are the folders of [BlockName], and `new/` for files that are being written. Without
/// fsync: what a crash of the machine tears is found by its checksum.
///
/// Safe for any number of threads, but they must be few platform threads: each keeps a buffer, and
/// file I/O would hold the carriers of virtual ones.
final class BlockFiles {
  /// What became of a block that was asked for.
  enum Found {
    /// Its bytes are there.
    WHOLE,
    /// There is no such file.
    GONE,
    /// It is there and cannot be opened, as when too many files are open; so it stays.
    UNREADABLE,
    /// It is not as it was written.
    DAMAGED
  }

  private static final Logger log = LoggerFactory.getLogger(BlockFiles.class);

  /// What is before the bytes of a block in the clear, and the block of the file system that is not
  /// full, are less than this, unless the names of bucket and server are endless.
  private static final int BESIDES = 4096;

  private final Path directory;
  private final Path blocks;
  private final Path fresh;
  private final BlockNames names;
  private final ThreadLocal<BlockFormat> format;
  private final AtomicLong written = new AtomicLong();

  private BlockFiles(BlockCacheSettings settings) {
    CacheSecret secret = settings.secret();
    this.directory = settings.directory();
    this.blocks = settings.directory().resolve(layout(secret));
    this.fresh = blocks.resolve("new");
    this.names = new BlockNames(secret);
    this.format =
        ThreadLocal.withInitial(
            () -> secret == null ? new PlainFormat() : new SealedFormat(secret));
  }

  /// Makes the folders that are not there, and removes what a former process was writing.
  static BlockFiles open(BlockCacheSettings settings) throws IOException {
    BlockFiles files = new BlockFiles(settings);
    Files.createDirectories(files.fresh);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(files.fresh)) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (int folder = 0; folder < BlockName.FOLDERS; folder++) {
      Files.createDirectories(files.folder(folder));
    }
    return files;
  }

  /// The folder of all that is kept this way.
  static String layout(@Nullable CacheSecret secret) {
    return secret == null ? "v1" : "v1-" + secret.mark();
  }

  /// The disk that a block takes, rather too much than too little: whole kilobytes of the file
  /// system.
  static long room(int length) {
    return (length + 2L * BESIDES - 1) / BESIDES * BESIDES;
  }

  /// Where the folders of blocks are.
  Path blocks() {
    return blocks;
  }

  /// One of the folders of blocks.
  Path folder(int number) {
    return blocks.resolve(BlockName.folder(number));
  }

  /// The folder of all of it.
  Path directory() {
    return directory;
  }

  BlockNames names() {
    return names;
  }

  /// Reads a block into `into`, which has room for exactly its bytes; what is in there is of no use
  /// unless it is whole.
  Found read(BlockId id, ByteBuffer into) {
    Path file = names.of(id).in(blocks);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel, id, into);
    } catch (NoSuchFileException e) {
      return Found.GONE;
    } catch (IOException e) {
      log.debug("{} cannot be opened: {}", file, e.toString());
      return Found.UNREADABLE;
    }
  }

  private Found read(FileChannel channel, BlockId id, ByteBuffer into) {
    try {
      return format.get().read(channel, names.identity(id), into) ? Found.WHOLE : Found.DAMAGED;
    } catch (IOException e) {
      return Found.DAMAGED; // a bad sector
    }
  }

  /// Writes a block, whole or not at all.
  void write(BlockId id, ByteBuffer bytes) throws IOException {
    Path aside = fresh.resolve(Long.toString(written.incrementAndGet()));
    try {
      try (FileChannel channel =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        format.get().write(channel, names.identity(id), bytes.duplicate());
      }
      Files.move(aside, names.of(id).in(blocks), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(aside);
      throw e;
    }
  }

  /// Removes a block; one that cannot be removed stays, and is found again at the next start.
  void delete(BlockName name) {
    try {
      Files.deleteIfExists(name.in(blocks));
    } catch (IOException e) {
      log.debug("{} cannot be removed: {}", name, e.toString());
    }
  }
}
