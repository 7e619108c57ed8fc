package io.sluice.vfs.read.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// Finds the blocks that a former process left, by their names alone, and sets them in the order in
/// which they were written. Removes what is not of this cache: files of other names, and blocks
/// that were kept in another way, which nobody could read or nobody should.
///
/// For one thread.
final class CacheScan {
  /// What caches were ever kept in.
  private static final Pattern LAYOUT = Pattern.compile("v\\d+(-[0-9a-f]{8})?");

  private final BlockFiles files;
  private final BooleanSupplier isOver;

  /// The second in which each block was written (32 bits) and its number in the index (32 bits).
  private long[] found = new long[1 << 10];

  private int count;

  /// @param isOver asked now and then: nobody needs the rest any more
  CacheScan(BlockFiles files, BooleanSupplier isOver) {
    this.files = files;
    this.isOver = isOver;
  }

  /// Looks through all folders.
  ///
  /// @param restore takes a block and gives its number, or [BlockSlots#NONE]
  /// @param goesLast takes all the numbers, oldest first
  void run(ToIntFunction<BlockName> restore, IntConsumer goesLast) throws IOException {
    for (int folder = 0; folder < BlockName.FOLDERS && !isOver.getAsBoolean(); folder++) {
      look(folder, restore);
    }
    Arrays.sort(found, 0, count);
    for (int i = 0; i < count && !isOver.getAsBoolean(); i++) {
      goesLast.accept((int) found[i]);
    }
    removeOthers();
  }

  private void look(int folder, ToIntFunction<BlockName> restore) throws IOException {
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(files.folder(folder))) {
      for (Path path : paths) {
        BlockName name = BlockName.parse(folder, path.getFileName().toString());
        if (name == null) {
          Files.deleteIfExists(path);
        } else {
          look(path, name, restore);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void look(Path path, BlockName name, ToIntFunction<BlockName> restore)
      throws IOException {
    try {
      long seconds = Files.getLastModifiedTime(path).toMillis() / 1000;
      int number = restore.applyAsInt(name);
      if (number != BlockSlots.NONE) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count] = seconds << Integer.SIZE | number;
        count++;
      }
    } catch (NoSuchFileException evictedMeanwhile) {
      // it is in the index of nobody
    }
  }

  private void removeOthers() throws IOException {
    String mine = files.blocks().getFileName().toString();
    try (DirectoryStream<Path> layouts =
        Files.newDirectoryStream(
            files.directory(), path -> LAYOUT.matcher(path.getFileName().toString()).matches())) {
      for (Path layout : layouts) {
        if (!layout.getFileName().toString().equals(mine)) {
          removeAll(layout);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void removeAll(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return isOver.getAsBoolean() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
