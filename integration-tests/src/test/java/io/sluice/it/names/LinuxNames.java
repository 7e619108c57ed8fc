package io.sluice.it.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What Linux asks a server for when programs list, walk and stat, cold and with `actimeo=1`.
public final class LinuxNames {
  /// The first page of a directory; each next one is twice as large (`NFS_INIT_DTSIZE`).
  private static final int FIRST_PAGE = 64 << 10;

  private static final int LARGEST_PAGE = 1 << 20;

  /// For how long the client believes attributes.
  private static final long ACTIMEO_NANOS = 1_000_000_000;

  private final NamesClient client;
  private final LongSupplier ticker;
  private final Listed root;
  private final int largestPage;

  /// Mounts.
  ///
  /// @param ticker nanoseconds that only grow
  public LinuxNames(NamesClient client, String export, LongSupplier ticker) {
    this.client = client;
    this.ticker = ticker;
    Handle handle = client.mount(export);
    this.root = new Listed("", handle, true);
    this.largestPage = Math.clamp(client.preferredPage(handle), FIRST_PAGE, LARGEST_PAGE);
    client.getattr(handle);
  }

  /// The path, one LOOKUP for each name; null if the last one is absent. Empty is the root.
  public @Nullable Listed lookup(String path) {
    return lookup(root, path);
  }

  private @Nullable Listed lookup(Listed from, String path) {
    Listed found = from;
    for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
      found = client.lookup(Objects.requireNonNull(found, path).handle(), name);
    }
    return found;
  }

  /// `stat` of a path: LOOKUP of each name, GETATTR of the last.
  public void stat(String path) {
    stat(root, path);
  }

  /// `stat` of a path below a directory that the client knows.
  public void stat(Listed from, String path) {
    Listed found = Objects.requireNonNull(lookup(from, path), path + " is absent");
    client.getattr(found.handle());
  }

  /// The names of a directory with attributes: LOOKUP, then READDIRPLUS to its end.
  public List<Listed> list(String path) {
    return entries(existing(path).handle());
  }

  /// `ls -l`: LOOKUP, GETATTR, READDIRPLUS to the end.
  public List<Listed> listLong(String path) {
    Listed directory = existing(path);
    client.getattr(directory.handle());
    return entries(directory.handle());
  }

  /// The root and the directories in it, each listed, as `ls */` does. Returns how many entries the
  /// directories have.
  public long listEach(String path) {
    long count = 0;
    for (Listed entry : listLong(path)) {
      if (entry.isDirectory()) {
        count += open(entry.handle()).size();
      }
    }
    return count;
  }

  /// `find`: depth first, every directory by GETATTR, ACCESS and READDIRPLUS. Returns how many
  /// entries are below.
  public long find(String path) {
    return find(existing(path).handle());
  }

  private long find(Handle directory) {
    List<Listed> entries = open(directory);
    long count = entries.size();
    for (Listed entry : entries) {
      if (entry.isDirectory()) {
        count += find(entry.handle());
      }
    }
    return count;
  }

  /// `find` that is stopped when it has seen so many directories below the first.
  public void findUntil(String path, int directories) {
    List<Listed> entries = open(existing(path).handle());
    entries.stream().filter(Listed::isDirectory).limit(directories).forEach(e -> find(e.handle()));
  }

  /// `du`: as `find`, with a GETATTR of every entry whose attributes came too long ago.
  public long du(String path) {
    return du(existing(path).handle());
  }

  private long du(Handle directory) {
    List<Listed> entries = open(directory);
    long cameAt = ticker.getAsLong();
    long count = entries.size();
    for (Listed entry : entries) {
      if (ticker.getAsLong() - cameAt > ACTIMEO_NANOS) {
        client.getattr(entry.handle());
      }
      if (entry.isDirectory()) {
        count += du(entry.handle());
      }
    }
    return count;
  }

  private List<Listed> open(Handle directory) {
    client.getattr(directory);
    client.access(directory);
    return entries(directory);
  }

  private List<Listed> entries(Handle directory) {
    List<Listed> entries = new ArrayList<>();
    int size = FIRST_PAGE;
    long cookie = 0;
    long verifier = 0;
    while (true) {
      NamesClient.Page page = client.readdirplus(directory, cookie, verifier, size);
      entries.addAll(page.entries());
      if (page.end()) {
        return entries;
      }
      if (page.cookie() == cookie) {
        throw new IllegalStateException("a page without entries that is not the last");
      }
      cookie = page.cookie();
      verifier = page.verifier();
      size = Math.min(2 * size, largestPage);
    }
  }

  private Listed existing(String path) {
    return Objects.requireNonNull(lookup(path), path + " is absent");
  }
}
