package io.sluice.server.assembly;

import io.sluice.server.mount3.ExportTable;
import io.sluice.server.mount3.MountOutcome;
import io.sluice.server.nfs3.Export;
import io.sluice.server.nfs3.Exports;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.DerivedExports;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.write.WriteCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The exports of this server: those that it was started with, and the subdirectories of them that
/// clients mounted, each a file system of its own from which nothing above it can be reached
/// (semantics N10).
final class BucketExports implements ExportTable, Exports, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BucketExports.class);

  private final List<BucketPath> roots;
  private final Map<String, StoredBucket> stores;
  private final BucketExport opener;
  private final FileHandles handles;
  private final DerivedExports derived;
  private final DrainTime drain;

  /// What may be opened, by number: every root, and what is remembered below one.
  private final Map<Integer, BucketPath> known = new ConcurrentHashMap<>();

  /// What is open, by number; opened when first needed, since up to a thousand may be remembered.
  private final Map<Integer, BucketExport.Opened> open = new ConcurrentHashMap<>();

  /// What the tables of each may take, whether or not it could be opened: nobody takes twice.
  private final Map<BucketPath, Long> tableBytes = new ConcurrentHashMap<>();

  /// @param roots what the server was started with
  /// @param stores by name of the bucket, one for each root
  /// @param drain what files may take that are put as the server ends
  BucketExports(
      List<BucketPath> roots,
      Map<String, StoredBucket> stores,
      BucketExport opener,
      FileHandles handles,
      DerivedExports derived,
      DrainTime drain) {
    this.roots = List.copyOf(roots);
    this.stores = Map.copyOf(stores);
    this.opener = opener;
    this.handles = handles;
    this.derived = derived;
    this.drain = drain;
    roots.forEach(this::know);
    derived.paths().stream()
        .map(BucketPath::ofExport)
        .filter(address -> root(address) != null)
        .forEach(this::know);
  }

  /// Opens what the server was started with, so that a fault shows at the start, and what else a
  /// former process was writing in, which is taken up also if no client comes.
  void openRoots() {
    roots.forEach(root -> find(BucketExport.id(root.export())));
    known.forEach((id, address) -> {
      try {
        if (!open.containsKey(id) && opener.isAnythingLeft(address)) {
          find(id);
        }
      } catch (IOException | UncheckedIOException unusable) {
        LOG.warn("what was written in {} cannot be taken up: {}", address, unusable.getMessage());
      }
    });
  }

  /// Makes and tells the handles of these exports.
  FileHandles handles() {
    return handles;
  }

  /// How often listings met a key that cannot be a file name (semantics N2).
  long hiddenKeys() {
    return open.values().stream().mapToLong(opened -> opened.names().hiddenKeys().count()).sum();
  }

  /// How often a client was found to walk through directories, so that they were listed flat.
  long walks() {
    return open.values().stream().mapToLong(opened -> opened.names().walks()).sum();
  }

  /// Flat pages asked for, for clients that walk.
  long flatPages() {
    return open.values().stream().mapToLong(opened -> opened.names().flatPages()).sum();
  }

  /// What happened to files that were written, over all exports.
  long written(ToLongFunction<WriteCounts> what) {
    return open.values().stream()
        .mapToLong(opened -> what.applyAsLong(opened.sessions().counts()))
        .sum();
  }

  /// The memory of published files that somebody may go on with, in bytes.
  long retainedBytes() {
    return open.values().stream().mapToLong(opened -> opened.sessions().retainedBytes()).sum();
  }

  /// The memory that names take now, in bytes.
  long tableBytes() {
    return open.values().stream().mapToLong(BucketExport.Opened::tableBytes).sum();
  }

  @Override
  public List<String> exports() {
    return roots.stream().map(BucketPath::export).toList();
  }

  /// An export that cannot be opened may be so later, when its disk has room again.
  @Override
  public @Nullable Export byId(int id) {
    try {
      return find(id);
    } catch (UncheckedIOException unusable) {
      throw new VfsException(VfsError.BUSY, String.valueOf(unusable.getMessage()), unusable);
    }
  }

  @Override
  public boolean isAtHand(int id) {
    return open.containsKey(id) || !known.containsKey(id);
  }

  /// @throws UncheckedIOException if it cannot be opened
  private @Nullable Export find(int id) {
    BucketExport.Opened found = open.get(id); // without the lock that the opening of another holds
    BucketPath address = known.get(id);
    if (found == null && address != null) {
      found = open.computeIfAbsent(id, _ -> opened(address));
    }
    return found == null ? null : found.export();
  }

  @Override
  public MountOutcome mount(String path) {
    try {
      int id = BucketExport.id(path);
      BucketPath address = known.get(id);
      boolean isKnown = address != null && address.export().equals(path);
      return isKnown ? mounted(id) : mountBelow(path);
    } catch (IllegalArgumentException noBucket) {
      return new MountOutcome.NoEntry();
    } catch (VfsException | UncheckedIOException unanswered) {
      LOG.warn("the mount of {} failed: {}", path, unanswered.getMessage());
      return new MountOutcome.Failed();
    }
  }

  @Override
  public void unmounted(String path) {
    BucketExport.Opened opened = open.get(BucketExport.id(path));
    if (opened != null && opened.export().path().equals(path)) {
      opened.local().forgetKept();
    }
  }

  /// Whether something is not in S3 that could be.
  boolean isAnythingLeft() {
    return open.values().stream().anyMatch(opened -> opened.sessions().isAnythingLeft());
  }

  /// All clients have gone for good, and the server is to end.
  void publishLeft() {
    open.values().forEach(opened -> opened.sessions().publishLeft(drain.left()));
  }

  @Override
  public void close() {
    open.values().forEach(opened -> opened.end(drain.left()));
  }

  private MountOutcome mountBelow(String path) {
    BucketPath address = BucketPath.ofExport(path);
    BucketPath root = root(address);
    if (root == null) {
      return new MountOutcome.NoEntry();
    }
    Export above = find(BucketExport.id(root.export()));
    if (above == null) {
      return new MountOutcome.NoEntry();
    }
    MountOutcome obstacle = walk(above.fileSystem(), path.substring(root.export().length() + 1));
    if (obstacle != null) {
      return obstacle;
    }
    // Another client may have mounted it a moment ago: only another path is in the way.
    BucketPath other = known.get(BucketExport.id(path));
    boolean isFree = other == null || other.equals(address);
    if (!isFree || !derived.remember(path)) {
      return new MountOutcome.Failed();
    }
    know(address);
    return mounted(BucketExport.id(path));
  }

  /// Goes down to a directory; null if it is there.
  private static @Nullable MountOutcome walk(VirtualFileSystem fileSystem, String path) {
    FileId directory = fileSystem.root();
    for (String name : path.split("/", -1)) {
      FileName component = FileName.of(name);
      switch (fileSystem.lookup(directory, component)) {
        case LookupOutcome.Missing _ -> {
          return new MountOutcome.NoEntry();
        }
        case LookupOutcome.Found found -> {
          if (!found.attributes().isDirectory()) {
            return new MountOutcome.NotDirectory();
          }
          directory = found.attributes().id();
        }
      }
    }
    return null;
  }

  private MountOutcome mounted(int id) {
    Export export = find(id);
    return export == null
        ? new MountOutcome.NoEntry()
        : new MountOutcome.Mounted(handles.of(id, export.fileSystem().root()).bytes());
  }

  private @Nullable BucketPath root(BucketPath address) {
    return roots.stream().filter(root -> root.holds(address)).findFirst().orElse(null);
  }

  private void know(BucketPath address) {
    BucketPath other = known.putIfAbsent(BucketExport.id(address.export()), address);
    if (other != null && !other.equals(address)) {
      throw CommandFailure.cannotStart(
          "%s and %s cannot be served together, as their handles would be alike: serve them by two servers with --state-dir and --port."
              .formatted(other, address));
    }
  }

  private long tableBytes(BucketPath address) {
    return roots.contains(address)
        ? opener.tables().take(roots.size())
        : opener.tables().takeLater();
  }

  private BucketExport.Opened opened(BucketPath address) {
    StoredBucket store = stores.get(address.bucket());
    if (store == null) {
      throw new IllegalStateException("no store for " + address);
    }
    try {
      return opener.open(address, store, tableBytes.computeIfAbsent(address, this::tableBytes));
    } catch (IOException unusable) {
      throw new UncheckedIOException(
          "what the state directory has of %s cannot be opened (%s): make room for it"
              .formatted(address, unusable.getMessage()),
          unusable);
    }
  }
}
