package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileName;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.MapHandleTable;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.local.LocalStates;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What pages tell of the order of the server.
final class ListingFetcherTest {
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

  private final TreeObjectStore store = new TreeObjectStore(1000);
  private final OddServer odd = new OddServer(store);
  private final InodeTable inodes = new InodeTable("/bucket", new MapHandleTable());
  private final NamespaceOptions options =
      NamespaceOptions.of(
          new Ttl(Duration.ofSeconds(1), Duration.ofSeconds(1)), () -> Instant.EPOCH, () -> 0);

  private NamespaceTables tables(ObjectStore from) {
    return Namespace.open(from, "", inodes, LocalStates.noDirectories(inodes, () -> 0), options)
        .tables();
  }

  private ListingFetcher fetcher(NamespaceTables tables, ObjectStore from) {
    return new ListingFetcher(tables, new StoreNames(from, "", tables.own(), options));
  }

  @Test
  void aPageAtAGuessedPlaceSaysNothingOfTheOrder() {
    store.put("docs/001000", "");
    store.put("docs/002000", "");
    NamespaceTables tables = tables(store);

    ListingFetcher.Fetched fetched =
        fetcher(tables, store).ahead(FileIds.ROOT, "", ListingPosition.of("docs/001000"));

    assertThat(fetched).isNull();
    assertThat(tables.order().isOfBytes()).isTrue();
  }

  @Test
  void aPageFromTheBeginningTellsTheOrder() {
    store.put("a", "");
    store.put("b", "");
    odd.listsBackwards = true;
    NamespaceTables tables = tables(odd);

    ListingFetcher.Fetched fetched =
        fetcher(tables, odd).page(FileIds.ROOT, "", ListingPosition.START);

    assertThat(fetched.page().names()).hasSize(2);
    assertThat(tables.order().isOfBytes()).isFalse();
  }

  @Test
  void aPageBeforeANameDoesNotBeginInADirectory() {
    store.put("docs/" + LAST_CHARACTER + "x", "");
    store.put("docs0", "");
    NamespaceTables tables = tables(store);

    ListingFetcher.Fetched fetched =
        fetcher(tables, store).page(FileIds.ROOT, "", ListingPosition.before(FileName.of("docs0")));

    assertThat(fetched.page().names()).hasSize(2);
    assertThat(tables.order().isOfBytes()).isTrue();
  }
}
