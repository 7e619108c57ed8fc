package io.sluice.vfs.inode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.listing.FlatAssembler;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StrayBytes;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Asks S3 for flat pages, puts what they tell into the tables, and knows of which directories they
/// told before any client wanted them.
final class FlatFetcher {
  /// Directories in memory from flat pages that no client has come to: eight pages of nothing but
  /// directories of one file each, and as much again.
  private static final int MOST_UNSEEN = 16_000;

  private final NamespaceTables tables;
  private final NameSource source;

  /// Directories in memory from flat pages that no client has come to since, and whether no client
  /// can have anything of them from before either.
  private final Cache<FileId, Boolean> unseen =
      Caffeine.newBuilder().maximumSize(MOST_UNSEEN).build();

  private final LongAdder pages = new LongAdder();

  FlatFetcher(NamespaceTables tables, NameSource source) {
    this.tables = tables;
    this.source = source;
  }

  /// How many pages were asked for.
  long pages() {
    return pages.sum();
  }

  /// The keys behind another, of all levels below a directory.
  ///
  /// @param path of the directory
  /// @param after the key below it
  Answer<ListPage> list(String path, String after) {
    pages.increment();
    return source.listFlat(path, after);
  }

  /// The last key of a page below the directory, after which a listing can go on; null if there is
  /// none, or nothing behind it.
  @Nullable String last(String path, ListPage page) {
    if (page.isLast()) {
      return null;
    }
    int directory = tables.prefix().length() + path.length();
    for (ObjectSummary object : page.objects().reversed()) {
      if (!StrayBytes.areIn(object.key().text())) {
        return object.key().text().substring(directory);
      }
    }
    return null;
  }

  /// Keeps what a page tells.
  void keep(FileId directory, String path, String after, Answer<ListPage> answer) {
    FlatAssembler assembler =
        new FlatAssembler(tables.prefix() + path, tables.hidden(), answer.askedAt());
    List<FlatAssembler.Part> parts = assembler.assemble(after, answer.value());
    if (!assembler.isInOrder()) {
      tables.order().isNotOfBytes();
    }
    parts.forEach(part -> keep(directory, part));
  }

  private void keep(FileId root, FlatAssembler.Part part) {
    FileId directory = identified(root, part.path());
    if (directory == null) {
      return;
    }
    boolean isNew = isUnseen(directory) || !tables.listings().has(directory);
    tables.keep(directory, part.page());
    if (part.page().after().equals(ListingPosition.START)) {
      unseen.put(directory, isNew);
    }
  }

  /// The id of a directory that nobody need have asked for, or null if it is a new one and the disk
  /// is full: whoever asked for another directory, which is known, goes on.
  private @Nullable FileId identified(FileId root, List<FileName> path) {
    FileId directory = root;
    try {
      for (FileName name : path) {
        directory = tables.inodes().identify(directory, name, FileType.DIRECTORY);
      }
      return directory;
    } catch (VfsException e) {
      if (e.error() != VfsError.NO_SPACE) {
        throw e;
      }
      return null; // whoever asks for this one is told
    }
  }

  /// Whether what is in memory of a directory came ahead of clients, and none has been answered
  /// from it.
  boolean isUnseen(FileId directory) {
    return Boolean.TRUE.equals(unseen.getIfPresent(directory));
  }

  /// A client comes to a directory. Returns whether it is the first one since a page told of it.
  boolean isSeen(FileId directory) {
    return unseen.asMap().remove(directory) != null;
  }
}
