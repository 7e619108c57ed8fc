package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Gives the pages of a directory: from memory as long as they are fresh, else from S3.
final class DirectoryReader {
  private final NamespaceTables tables;
  private final NameSource source;
  private final Ttl ttl;
  private final LongSupplier ticker;

  DirectoryReader(NamespaceTables tables, NameSource source, Ttl ttl, LongSupplier ticker) {
    this.tables = tables;
    this.source = source;
    this.ttl = ttl;
    this.ticker = ticker;
  }

  /// A fresh page that shows what comes after a position, or of which the end is that position and
  /// a page follows.
  ///
  /// @param path of the directory, empty for the root
  /// @throws VfsException `STALE` if no key is in the directory any more
  ListingPage pageAfter(FileId directory, String path, ListingPosition position) {
    ListingPage known = tables.listings().from(directory, position);
    if (known == null) {
      return fetch(directory, path, position, List.of(), null);
    }
    boolean isFresh =
        ttl.isFresh(known.askedAt(), ticker.getAsLong())
            && tables.own().trusts(directory, known.askedAt());
    if (known.goesOnAfter(position)) {
      // a stale page is asked for again from where it began, so that both can be compared
      return isFresh ? known : fetchCovering(directory, path, known, position);
    }
    return isFresh && known.through().equals(position)
        ? fetch(directory, path, position, known.undecided(), known.nextToken())
        : fetch(directory, path, position, List.of(), null);
  }

  private ListingPage fetchCovering(
      FileId directory, String path, ListingPage stale, ListingPosition position) {
    ListingPage page = fetch(directory, path, stale.after(), List.of(), null);
    return page.goesOnAfter(position) || page.through().equals(position)
        ? page
        : fetch(directory, path, position, List.of(), null);
  }

  private ListingPage fetch(
      FileId directory,
      String path,
      ListingPosition after,
      List<ListedName> carried,
      @Nullable String token) {
    long askedAt = ticker.getAsLong();
    ListPage listed = listSomething(path, after, token);
    if (tables.local().holds(directory)) {
      tables.local().listed(directory, listed, askedAt);
    } else {
      requireExisting(path, after, token, listed);
    }
    ListingPage page = assembler(path).assemble(after, carried, listed, askedAt);
    if (!page.inOrder() && !(after.equals(ListingPosition.START) && page.reachesEnd())) {
      page = assembler(path).assemble(ListingPosition.START, List.of(), listAll(path), askedAt);
    }
    if (page.names().isEmpty() && !page.undecided().isEmpty()) {
      page = settleFirst(path, page);
    }
    tables.listings().put(directory, page);
    tables.own().superseded(directory, page);
    return page;
  }

  /// The next page on which a listing can go on: a server may give pages of nothing, for instance
  /// where many keys were deleted, and asking again after the same name would give them for ever.
  private ListPage listSomething(String path, ListingPosition after, @Nullable String token) {
    ListPage page = source.list(path, after, token);
    while (!page.isLast() && hasAtMostMarker(page, tables.prefix() + path)) {
      page = join(page, source.list(path, after, page.nextToken()));
    }
    return page;
  }

  private static boolean hasAtMostMarker(ListPage page, String directoryKey) {
    return page.commonPrefixes().isEmpty()
        && page.objects().stream().allMatch(object -> object.key().text().equals(directoryKey));
  }

  private static ListPage join(ListPage one, ListPage next) {
    List<ObjectSummary> objects = new ArrayList<>(one.objects());
    objects.addAll(next.objects());
    return new ListPage(objects, next.commonPrefixes(), next.nextToken());
  }

  /// The whole directory at once: where the server has an order of its own, names of a later page
  /// may stand before those of this one, and only all of them can be sorted.
  private ListPage listAll(String path) {
    List<ObjectSummary> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String token = null;
    do {
      ListPage page = source.list(path, ListingPosition.START, token);
      objects.addAll(page.objects());
      prefixes.addAll(page.commonPrefixes());
      token = page.nextToken();
    } while (token != null);
    return new ListPage(objects, prefixes, null);
  }

  private PageAssembler assembler(String path) {
    return new PageAssembler(tables.prefix() + path, tables.hidden());
  }

  /// Decides the first held-back file by asking for its directory, so that a page of nothing but
  /// such files goes on.
  private ListingPage settleFirst(String path, ListingPage page) {
    List<ListedName> undecided = new ArrayList<>(page.undecided());
    ListedName first = undecided.removeFirst();
    List<ListedName> names = isShadowed(path, first.name()) ? List.of() : List.of(first);
    return new ListingPage(
        page.after(),
        first.position(),
        names,
        undecided,
        page.nextToken(),
        page.inOrder(),
        page.askedAt());
  }

  private boolean isShadowed(String path, FileName file) {
    return source.isDirectory(path + file.text().orElseThrow() + "/");
  }

  private static void requireExisting(
      String path, ListingPosition after, @Nullable String token, ListPage listed) {
    boolean isEmpty =
        listed.isLast() && listed.objects().isEmpty() && listed.commonPrefixes().isEmpty();
    boolean isFromStart = token == null && after.equals(ListingPosition.START);
    if (isEmpty && isFromStart && !path.isEmpty()) {
      throw new VfsException(VfsError.STALE, "nothing is left in " + path);
    }
  }
}
