package io.sluice.vfs.inode;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Names from S3, below the prefix of the export. Callers that ask the same at the same time share
/// one request.
final class StoreNames implements NameSource {
  /// The last character there is. A page that goes on after directory `d` begins after this below
  /// it, since S3 would roll up what follows `d/` into `d/` once more.
  private static final String LAST_CHARACTER =
      new String(Character.toChars(Character.MAX_CODE_POINT));

  /// Who asks after a change of ours does not take part in a request from before it.
  private record PathKey(String path, long epoch) {}

  private record ListKey(String path, ListingPosition after, @Nullable String token, long epoch) {}

  private final ObjectStore store;
  private final String prefix;
  private final OwnChanges own;
  private final SingleFlight<PathKey, Probe> probes = new SingleFlight<>();
  private final SingleFlight<PathKey, HeadOutcome> heads = new SingleFlight<>();
  private final SingleFlight<PathKey, Boolean> directories = new SingleFlight<>();
  private final SingleFlight<ListKey, ListPage> pages = new SingleFlight<>();

  /// @param prefix of every key of the export, empty or with `/` at its end
  StoreNames(ObjectStore store, String prefix, OwnChanges own) {
    this.store = store;
    this.prefix = prefix;
    this.own = own;
  }

  @Override
  public Probe probe(String path) {
    ObjectKey key = key(path);
    return probes.once(new PathKey(path, own.epoch()), () -> probe(path, key));
  }

  private Probe probe(String path, ObjectKey key) {
    FutureTask<HeadOutcome> head = new FutureTask<>(() -> store.headObject(key));
    Thread beside = Thread.ofVirtual().name("head").start(head);
    try {
      boolean isDirectory = hasKeysBelow(path + "/");
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
  public HeadOutcome head(String path) {
    return heads.once(new PathKey(path, own.epoch()), () -> store.headObject(key(path)));
  }

  @Override
  public boolean isDirectory(String path) {
    return directories.once(new PathKey(path, own.epoch()), () -> hasKeysBelow(path));
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
  public ListPage list(String path, ListingPosition after, @Nullable String token) {
    return pages.once(
        new ListKey(path, after, token, own.epoch()),
        () ->
            store.listObjectsV2(
                new ListRequest(prefix + path, true, startAfter(path, after, token), token, PAGE)));
  }

  private @Nullable String startAfter(String path, ListingPosition after, @Nullable String token) {
    if (token != null || after.equals(ListingPosition.START)) {
      return null;
    }
    String name = after.relativeKey();
    return prefix + path + name + (name.endsWith("/") ? LAST_CHARACTER : "");
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
