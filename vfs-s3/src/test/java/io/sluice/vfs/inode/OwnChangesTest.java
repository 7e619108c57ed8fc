package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.s3.StorageTier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnChangesTest {
  private static final ObjectFacts FACTS =
      new ObjectFacts(1, Instant.EPOCH, null, StorageTier.READABLE);

  private final OwnChanges own = new OwnChanges();

  private static Place file(int number) {
    return new Place(FileIds.ROOT, FileName.of("f%06d".formatted(number)), FileType.REGULAR);
  }

  private int notIn(long askedAt) {
    return own.notIn(FileIds.ROOT, askedAt, ListingPosition.START, null).size();
  }

  @Test
  void a5_whatWasJustPublishedIsRememberedHoweverManyWereBefore() {
    long start = Long.MAX_VALUE - 50_000; // ticker nanoseconds may overflow
    for (int i = 0; i < 200_000; i++) {
      own.made(file(i), Seen.file(FACTS, start + i));
      if (i >= 20_000 && i % 5000 == 0) {
        assertThat(own.of(file(i - 20_000))).isNotNull();
        long before = start + i - 20_000;
        assertThat(own.trusts(FileIds.ROOT, before)).isTrue();
        assertThat(notIn(before)).isEqualTo(20_001);
      }
      assertThat(i % 10_000 == 0 && notIn(start) > OwnChanges.MOST).isFalse();
    }
    assertThat(own.of(file(0))).isNull();
    assertThat(own.trusts(FileIds.ROOT, start)).isFalse();
  }

  @Test
  void onlyWhatStandsBetweenTwoPositionsIsTold() {
    for (int i = 0; i < 10; i++) {
      own.made(file(i), Seen.file(FACTS, i));
    }
    ListingPosition third = ListingPosition.of(file(3).name(), FileType.REGULAR);
    ListingPosition sixth = ListingPosition.of(file(6).name(), FileType.REGULAR);

    assertThat(own.notIn(FileIds.ROOT, 5, third, sixth).values())
        .extracting(change -> change.place().name().toString())
        .containsExactly("f000005", "f000006");
    assertThat(own.notIn(FileIds.ROOT, 0, sixth, third)).isEmpty();
    assertThat(own.notIn(FileIds.ROOT, 0, third, null)).hasSize(6);
  }

  @Test
  void filesThatWerePutDoNotSplitTheRequestsForListings() {
    long before = own.listingEpoch();
    own.made(file(1), Seen.file(FACTS, 1));
    assertThat(own.listingEpoch()).isEqualTo(before);
    assertThat(own.epoch()).isNotZero();

    own.made(file(1), Seen.absent(2));
    assertThat(own.listingEpoch()).isGreaterThan(before);
  }

  @Test
  void whoLaysChangesOverAListingLearnsThatSomeWereForgottenMeanwhile() {
    own.made(file(1), Seen.file(FACTS, 1));
    own.made(file(2), Seen.file(FACTS, 5));
    long before = own.forgotten();

    boolean isUndone =
        own.superseded(FileIds.ROOT, ListingPage.of(ListingPosition.START, null, List.of(), 3));

    assertThat(isUndone).isTrue();
    assertThat(own.forgotten()).isGreaterThan(before);
    assertThat(notIn(0)).isEqualTo(1);
  }
}
