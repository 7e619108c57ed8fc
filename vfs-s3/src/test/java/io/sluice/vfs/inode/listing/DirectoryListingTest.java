package io.sluice.vfs.inode.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.StorageTier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DirectoryListingTest {
  private final DirectoryListing listing = new DirectoryListing();

  /// A page of files.
  ///
  /// @param names separated by blanks
  private static ListingPage page(
      String after, @Nullable String through, String names, long askedAt) {
    List<ListedName> listed =
        Arrays.stream(names.split(" "))
            .filter(name -> !name.isEmpty())
            .map(DirectoryListingTest::file)
            .toList();
    return ListingPage.of(
        ListingPosition.of(after),
        through == null ? null : ListingPosition.of(through),
        listed,
        askedAt);
  }

  private static ListedName file(String name) {
    ObjectFacts facts =
        new ObjectFacts(
            1, Instant.EPOCH, new ETag("\"" + "0f".repeat(16) + "\""), StorageTier.READABLE);
    return new ListedName(FileName.of(name), FileType.REGULAR, facts);
  }

  private @Nullable Boolean has(String name) {
    ListingPage page = listing.covering(ListingPosition.of(name));
    return page == null ? null : page.find(FileName.of(name), FileType.REGULAR) != null;
  }

  @Test
  void aPageTellsWhatIsThereAndWhatIsNotWithinItsStretchOnly() {
    listing.put(page("", "m", "b d m", 1));

    assertThat(has("b")).isTrue();
    assertThat(has("c")).isFalse();
    assertThat(has("n")).isNull();
  }

  @Test
  void aNewerPageCountsWhereTheyMeetAndTheOlderOneAround() {
    listing.put(page("", "m", "b d f h m", 1));

    DirectoryListing.Taken taken = listing.put(page("c", "g", "e f", 2));

    assertThat(taken.changed()).isTrue();
    assertThat(taken.known()).isEqualTo(2);
    assertThat(has("b")).isTrue();
    assertThat(has("d")).isFalse();
    assertThat(has("e")).isTrue();
    assertThat(has("h")).isTrue();
  }

  @Test
  void anOlderPageThatComesLateCountsOnlyWhereNothingNewerIs() {
    listing.put(page("c", "g", "e f", 5));

    listing.put(page("", "m", "b d f h m", 1));

    assertThat(has("b")).isTrue();
    assertThat(has("d")).isFalse();
    assertThat(has("e")).isTrue();
    assertThat(has("h")).isTrue();
  }

  @Test
  void anOlderPageThatComesLateIsAChangeIfItShowsOtherNamesSinceWhoAskedMayBeShownThem() {
    listing.put(page("", null, "b d", 2));

    assertThat(listing.put(page("", "c", "b", 1)).changed()).isFalse();
    assertThat(listing.put(page("", "c", "a b", 1)).changed()).isTrue();
  }

  @Test
  void theSameNamesInOtherStretchesAreNoChange() {
    listing.put(page("", "f", "b d f", 1));
    listing.put(page("f", null, "h j", 1));

    assertThat(listing.put(page("", "h", "b d f h", 2)).changed()).isFalse();
    assertThat(listing.put(page("h", null, "j", 2)).changed()).isFalse();
    assertThat(listing.put(page("d", null, "f h", 3)).changed()).isTrue();
  }

  @Test
  void whatComesBehindAPageIsFoundFromItsEnd() {
    listing.put(page("", "f", "b d f", 1));
    listing.put(page("f", null, "h j", 1));

    assertThat(listing.from(ListingPosition.of("f")))
        .satisfies(second -> assertThat(second.names()).hasSize(2))
        .satisfies(second -> assertThat(second.reachesEnd()).isTrue());
  }
}
