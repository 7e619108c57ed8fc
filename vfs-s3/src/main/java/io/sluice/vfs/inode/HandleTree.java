package io.sluice.vfs.inode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The old handles in a B-tree file (H2 MVStore). One thread writes; any number may read at the
/// same time.
final class HandleTree implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HandleTree.class);

  /// Cache of the tree's pages: with 10 million handles most looks go to the page cache of the
  /// operating system.
  private static final int CACHE_MIB = 16;

  /// Pages of the tree are written anew with each move, so the old ones leave gaps. Chunks that are
  /// emptier than this are rewritten, a little each time: 400,000 random handles in moves of 1,000
  /// then take 34 MiB instead of 148.
  private static final int FILL_PERCENT = 50;

  private static final int MOST_REWRITTEN = 1 << 20;

  private final Path file;

  /// Written by the one writer, which opens the file again after a failure; read by all.
  private volatile MVMap<Long, byte[]> tree;

  private HandleTree(Path file, MVMap<Long, byte[]> tree) {
    this.file = file;
    this.tree = tree;
  }

  /// Opens the tree, or begins a new one in place of a file that cannot be read: ids follow from
  /// names, so a name that is looked up again gets the id that it had.
  static HandleTree open(Path file) throws IOException {
    try {
      return new HandleTree(file, map(file));
    } catch (MVStoreException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      if (!Files.exists(file)) {
        throw new IOException("cannot open " + file + ": " + e.getMessage(), e);
      }
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      log.error(
          "{} cannot be read ({}); kept as {}, clients may have to mount again",
          file,
          e.getMessage(),
          aside);
      return new HandleTree(file, map(file));
    }
  }

  private static MVMap<Long, byte[]> map(Path file) {
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toString())
            .cacheSize(CACHE_MIB)
            .autoCommitDisabled()
            .open();
    store.setRetentionTime(0);
    return store.openMap(
        "handles",
        new MVMap.Builder<Long, byte[]>()
            .keyType(LongDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  /// The place of an id, encoded, or null.
  byte @Nullable [] get(long id) {
    try {
      return tree.get(id);
    } catch (MVStoreException e) {
      // the writer may just have opened the file again; if not, this fails again
      return tree.get(id);
    }
  }

  /// Takes places in; they are with the operating system when this returns.
  ///
  /// @throws MVStoreException if they could not be written; the tree is then as it was before
  void putAll(Map<Long, byte[]> places) {
    try {
      tree.putAll(places);
      tree.getStore().commit();
      tree.getStore().compact(FILL_PERCENT, MOST_REWRITTEN);
    } catch (MVStoreException e) {
      reopen();
      throw e;
    }
  }

  /// A store that failed to write has closed itself.
  private void reopen() {
    tree.getStore().closeImmediately();
    tree = map(file);
  }

  @Override
  public void close() {
    tree.getStore().close();
  }
}
