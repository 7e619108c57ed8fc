package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.MapHandleTable;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.local.LocalDirectories;
import io.sluice.vfs.inode.local.LocalState;
import io.sluice.vfs.inode.local.LocalStates;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Listings of random directories with random page sizes, restarts in the middle, and time passing,
/// against a plain model.
final class ListingStoriesTest {
  private static final LocalState STATE = LocalStates.temporary();

  private static final String LETTERS = "ab-!./0é\uD83D\uDE00";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aListingInPiecesShowsEveryNameOnceWhateverItsPages(long seed) {
    Random random = new Random(seed);
    for (int story = 0; story < 200; story++) {
      TreeObjectStore store = new TreeObjectStore(1 + random.nextInt(6));
      Set<String> keys = new TreeSet<>();
      for (int i = random.nextInt(30); i >= 0; i--) {
        String key = randomKey(random);
        keys.add(key);
        store.put(key, "");
      }
      assertThat(list(store, random))
          .as("seed %d, keys %s", seed, keys)
          .containsExactlyInAnyOrderElementsOf(model(keys));
    }
  }

  private static String randomKey(Random random) {
    int[] letters = LETTERS.codePoints().toArray();
    StringBuilder key = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      key.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return key.toString();
  }

  /// What semantics N1 to N5 say of the root.
  private static List<String> model(Set<String> keys) {
    TreeSet<String> directories = new TreeSet<>();
    TreeSet<String> files = new TreeSet<>();
    for (String key : keys) {
      int slash = key.indexOf('/');
      String name = slash < 0 ? key : key.substring(0, slash);
      if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        (slash < 0 ? files : directories).add(name);
      }
    }
    files.removeAll(directories);
    List<String> all = new ArrayList<>(files);
    directories.forEach(name -> all.add(name + "/"));
    return all;
  }

  /// Lists in random pieces; now and then the program starts anew with nothing but its handle
  /// table, or the TTL passes.
  private static List<String> list(TreeObjectStore store, Random random) {
    MapHandleTable handles = new MapHandleTable();
    AtomicLong nanos = new AtomicLong();
    Namespace names = open(store, handles, nanos);
    List<String> all = new ArrayList<>();
    ListingPosition position = ListingPosition.START;
    while (true) {
      NamePage page = names.list(FileIds.ROOT, position, 1 + random.nextInt(4));
      for (NamePage.Name name : page.names()) {
        all.add(
            name.name().text().orElseThrow()
                + (name.inode().type() == FileType.DIRECTORY ? "/" : ""));
        position = ListingPosition.of(name.name(), name.inode().type());
      }
      if (page.reachedEnd()) {
        return all;
      }
      switch (random.nextInt(6)) {
        case 0 -> names = open(store, handles, nanos);
        case 1 -> nanos.addAndGet(2_000_000_000L);
        default -> {}
      }
    }
  }

  private static Namespace open(TreeObjectStore store, MapHandleTable handles, AtomicLong nanos) {
    Ttl ttl = new Ttl(Duration.ofSeconds(1), Duration.ofSeconds(1));
    InodeTable inodes = new InodeTable("/b", handles);
    LocalDirectories local = new LocalDirectories(STATE, inodes, nanos::get, 10);
    return Namespace.open(
        store,
        "",
        inodes,
        local,
        NamespaceOptions.of(ttl, () -> Instant.EPOCH, nanos::get).askingAheadOn(Runnable::run));
  }
}
