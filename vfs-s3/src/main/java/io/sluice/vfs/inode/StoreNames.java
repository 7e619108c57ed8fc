package io.sluice.vfs.inode;

import io.sluice.vfs.Printable;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StrayBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Names from S3, below the prefix of the export. Callers that ask the same at the same time share
/// one request.
final class StoreNames implements NameSource {
  /// Names of one directory that a server lists in an order of its own: they must be in memory
  /// together to be sorted, some 300 bytes each until they are packed.
  private static final int MOST_UNORDERED = 300_000;

  /// The last character there is. A page that goes on after directory `d` begins after this below
  /// it, since S3 would roll up what follows `d/` into `d/` once more.
  private static final String LAST_CHARACTER =
      new String(Character.toChars(Character.MAX_CODE_POINT));

  private enum Shape {
    LEVEL,
    FLAT,
    WHOLE
  }

  /// Who asks after a change of ours takes no part in a request from before it.
  private record PathKey(String path, long epoch) {}

  private record ListKey(Shape shape, String path, String after, long epoch) {}

  private final ObjectStore store;
  private final String prefix;
  private final OwnChanges own;
  private final Ttl ttl;
  private final SingleFlight<PathKey, Probe> probes;
  private final SingleFlight<PathKey, HeadOutcome> heads;
  private final SingleFlight<PathKey, Boolean> directories;
  private final SingleFlight<ListKey, ListPage> pages;

  /// @param prefix of every key of the export, empty or with `/` at its end
  /// @param options with a TTL, which says how old a request may be that a later caller joins
  StoreNames(ObjectStore store, String prefix, OwnChanges own, NamespaceOptions options) {
    this.store = store;
    this.prefix = prefix;
    this.own = own;
    this.ttl = options.ttl();
    LongSupplier ticker = options.ticker();
    this.probes = new SingleFlight<>(ticker);
    this.heads = new SingleFlight<>(ticker);
    this.directories = new SingleFlight<>(ticker);
    this.pages = new SingleFlight<>(ticker);
  }

  @Override
  public void requireMayWait() {
    // S3 may be asked at any time
  }

  @Override
  public Answer<Probe> probe(String path) {
    ObjectKey key = key(path);
    return probes.once(pathKey(path), ttl, () -> probe(path, key));
  }

  private Probe probe(String path, ObjectKey key) {
    FutureTask<HeadOutcome> head = new FutureTask<>(() -> store.headObject(key));
    Thread beside = Thread.ofVirtual().name("head").start(head);
    try {
      boolean isDirectory = hasKeysBelow(path + "/");
      head.run(); // where the processor is busy that thread may not have been begun
      return new Probe(await(head), isDirectory);
    } finally {
      beside.interrupt();
    }
  }

  private static HeadOutcome await(FutureTask<HeadOutcome> head) {
    try {
      return head.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VfsException(VfsError.BUSY, "interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Answer<HeadOutcome> head(String path) {
    return heads.once(pathKey(path), ttl, () -> store.headObject(key(path)));
  }

  @Override
  public Answer<Boolean> isDirectory(String path) {
    return directories.once(pathKey(path), ttl, () -> hasKeysBelow(path));
  }

  private boolean hasKeysBelow(String directoryPath) {
    String key = prefix + directoryPath;
    if (!fits(key)) {
      return false;
    }
    ListPage page = store.listObjectsV2(new ListRequest(key, false, null, null, 1));
    while (page.objects().isEmpty() && !page.isLast()) {
      page = store.listObjectsV2(new ListRequest(key, false, null, page.nextToken(), 1));
    }
    return !page.objects().isEmpty();
  }

  @Override
  public Answer<ListPage> list(String path, ListingPosition after) {
    return pages.once(
        new ListKey(Shape.LEVEL, path, after.relativeKey(), own.listingEpoch()),
        ttl,
        () -> level(prefix + path, after));
  }

  /// The next page with which a listing goes on: a server may give pages of nothing, for instance
  /// where many keys were deleted.
  private ListPage level(String key, ListingPosition after) {
    String startAfter = after.equals(ListingPosition.START) ? null : startAfter(key, after);
    ListPage page = store.listObjectsV2(new ListRequest(key, true, startAfter, null, PAGE));
    while (!page.isLast() && hasNothingAfter(key, after, page)) {
      page = page.with(store.listObjectsV2(next(key, page)));
    }
    return page;
  }

  private static boolean hasNothingAfter(String key, ListingPosition after, ListPage page) {
    return Stream.concat(
            page.objects().stream().map(object -> object.key().text()),
            page.commonPrefixes().stream())
        .filter(name -> !StrayBytes.areIn(name))
        .noneMatch(name -> ListingPosition.of(name.substring(key.length())).compareTo(after) > 0);
  }

  private String startAfter(String directoryKey, ListingPosition after) {
    String key = directoryKey + after.relativeKey();
    String behind = after.isOfDirectory() ? key + LAST_CHARACTER : key;
    return fits(behind) ? behind : key;
  }

  @Override
  public Answer<ListPage> listFlat(String path, String after) {
    String key = prefix + path;
    return pages.once(
        new ListKey(Shape.FLAT, path, after, own.listingEpoch()),
        ttl,
        () -> store.listObjectsV2(new ListRequest(key, false, key + after, null, PAGE)));
  }

  @Override
  public Answer<ListPage> listAll(String path) {
    return pages.once(
        new ListKey(Shape.WHOLE, path, "", own.listingEpoch()), ttl, () -> all(prefix + path));
  }

  private ListPage all(String key) {
    ListPage page = store.listObjectsV2(new ListRequest(key, true, null, null, PAGE));
    List<ObjectSummary> objects = new ArrayList<>(page.objects());
    Set<String> prefixes = new LinkedHashSet<>(page.commonPrefixes());
    while (!page.isLast()) {
      page = store.listObjectsV2(next(key, page));
      objects.addAll(page.objects());
      prefixes.addAll(page.commonPrefixes());
      requireFits(key, objects.size() + prefixes.size());
    }
    return new ListPage(objects, List.copyOf(prefixes), null);
  }

  private static void requireFits(String key, int names) {
    if (names > MOST_UNORDERED) {
      throw new VfsException(
          VfsError.IO,
          Printable.escape(key)
              + ": more than "
              + MOST_UNORDERED
              + " names in one directory cannot be shown, since the server does not list in order:"
              + " split it into several");
    }
  }

  private static ListRequest next(String key, ListPage page) {
    return new ListRequest(key, true, null, page.nextToken(), PAGE);
  }

  private PathKey pathKey(String path) {
    return new PathKey(path, own.epoch());
  }

  private ObjectKey key(String path) {
    String key = prefix + path;
    if (!fits(key)) {
      throw new VfsException(VfsError.NAME_TOO_LONG, "S3 keys have at most 1,024 bytes");
    }
    return new ObjectKey(key);
  }

  private static boolean fits(String key) {
    return key.getBytes(StandardCharsets.UTF_8).length <= ObjectKey.LONGEST;
  }
}
