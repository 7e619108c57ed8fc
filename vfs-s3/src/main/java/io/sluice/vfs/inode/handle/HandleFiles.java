package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of a handle table, opened and mended: a log that cannot be read is begun anew, an
/// index that does not fit is made from the log.
record HandleFiles(HandleLog log, HandleIndex index) {
  private static final Logger logger = LoggerFactory.getLogger(HandleFiles.class);

  /// Bytes of the log that are read at once to make an index.
  private static final int SCAN = 1 << 20;

  /// The bytes of a record whose name has some 20.
  private static final int USUAL = 48;

  static HandleFiles open(Path directory) throws IOException {
    HandleLog log = openLog(directory.resolve("handles.log"));
    try {
      return new HandleFiles(log, openIndex(directory, log));
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  private static HandleLog openLog(Path file) throws IOException {
    HandleLog log = HandleLog.open(new RandomAccessFile(file.toFile(), "rw"));
    if (log != null) {
      return log;
    }
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    logger.error("{} cannot be read; kept as {}, clients may have to mount again", file, aside);
    return openLog(file);
  }

  /// The index of a log, made anew from it if need be.
  ///
  /// @throws IOException if the disk fails or is full; an index that is not whole does not stay
  static HandleIndex openIndex(Path directory, HandleLog log) throws IOException {
    HandleIndex found = HandleIndex.open(directory, log.identity());
    if (found != null) {
      return found;
    }
    if (log.end() != HandleLog.FIRST) {
      logger.warn("the index in {} does not fit its log and is made anew", directory);
    }
    return indexOf(log, directory);
  }

  private static HandleIndex indexOf(HandleLog log, Path directory) throws IOException {
    HandleIndex index = HandleIndex.create(directory, log.identity(), log.end() / USUAL);
    try {
      putAll(log, index);
      index.finish();
      return index;
    } catch (IOException e) {
      index.discard();
      throw e;
    }
  }

  private static void putAll(HandleLog log, HandleIndex index) throws IOException {
    HandleLog.Reader scan = log.reader(SCAN);
    HandleLog.Reader look = log.reader(HandleCodec.LONGEST);
    long position = HandleLog.FIRST;
    while (position < log.end()) {
      HandleEntry entry = scan.at(position);
      if (entry == null) {
        position += HandleCodec.UNIT;
        continue;
      }
      FileId id = entry.id();
      index.put(id, position, at -> isOf(id, look.at(at)));
      position += HandleCodec.length(entry);
    }
  }

  private static boolean isOf(FileId id, @Nullable HandleEntry entry) {
    return entry != null && entry.id().equals(id);
  }
}
