package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.listing.PageAssembler;
import io.sluice.vfs.s3.ListPage;
import org.jspecify.annotations.Nullable;

/// Asks S3 for the pages of directories and puts them into the tables.
final class ListingFetcher {
  private final NamespaceTables tables;
  private final NameSource source;

  ListingFetcher(NamespaceTables tables, NameSource source) {
    this.tables = tables;
    this.source = source;
  }

  /// A page that came.
  ///
  /// @param known how many of its names others had shown
  record Fetched(ListingPage page, int known) {}

  /// The page after a position, asked for now.
  ///
  /// @param path of the directory, empty for the root
  /// @throws VfsException `STALE` if no key is in the directory any more
  Fetched page(FileId directory, String path, ListingPosition after) {
    if (tables.order().isOfBytes()) {
      Fetched level = level(directory, path, after);
      if (level != null) {
        return level;
      }
      tables.order().isNotOfBytes();
      tables.times().touch(directory);
    }
    return whole(directory, path);
  }

  /// The page after a position that may be a guess, asked for before anybody wants it; null if what
  /// came is in no order. That tells nothing of the server: S3 begins with what the position may be
  /// inside of. Whoever comes there by what S3 listed finds out.
  @Nullable Fetched ahead(FileId directory, String path, ListingPosition after) {
    return tables.order().isOfBytes() ? level(directory, path, after) : null;
  }

  private @Nullable Fetched level(FileId directory, String path, ListingPosition after) {
    Answer<ListPage> answer = source.list(path, after);
    if (after.equals(ListingPosition.START)) {
      requireExisting(directory, path, answer);
    }
    ListingPage page = assembler(path).assemble(after, answer.value(), answer.askedAt());
    return page == null ? null : keep(directory, page);
  }

  private Fetched keep(FileId directory, ListingPage page) {
    return new Fetched(page, tables.keep(directory, page));
  }

  /// Where the server has an order of its own, names of a later page may stand before those of this
  /// one, and only all of them can be sorted.
  private Fetched whole(FileId directory, String path) {
    Answer<ListPage> answer = source.listAll(path);
    requireExisting(directory, path, answer);
    return keep(directory, assembler(path).assembleAll(answer.value(), answer.askedAt()));
  }

  private PageAssembler assembler(String path) {
    return new PageAssembler(tables.prefix() + path, tables.hidden());
  }

  private void requireExisting(FileId directory, String path, Answer<ListPage> answer) {
    ListPage listed = answer.value();
    boolean isEmpty =
        listed.isLast() && listed.objects().isEmpty() && listed.commonPrefixes().isEmpty();
    if (isEmpty && !path.isEmpty() && !tables.local().holds(directory)) {
      throw new VfsException(VfsError.STALE, "nothing is left in " + path);
    }
  }
}
