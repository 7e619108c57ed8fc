package io.sluice.vfs.inode.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.StorageTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PackedNamesTest {
  private static ListedName file(String name, @Nullable String eTag, StorageTier tier) {
    return new ListedName(
        FileName.of(name),
        FileType.REGULAR,
        new ObjectFacts(
            5L << 40,
            Instant.parse("2026-01-02T03:04:05.678Z"),
            eTag == null ? null : new ETag(eTag),
            tier));
  }

  @Test
  void whatIsPackedComesOutAsItWas() {
    List<ListedName> names =
        ListingPage.sorted(
            List.of(
                new ListedName(FileName.of("d"), FileType.DIRECTORY, null),
                file("d", "\"0123456789abcdef0123456789abcdef\"", StorageTier.READABLE),
                file(
                    "n".repeat(255),
                    "\"0123456789abcdef0123456789abcdef-7\"",
                    StorageTier.ARCHIVED),
                file("upper", "\"0123456789ABCDEF0123456789abcdef\"", StorageTier.READABLE),
                file("none", null, StorageTier.ARCHIVED_UNLESS_RESTORED),
                file("\u00e9\uD83D\uDE00", "W/\"weak\"", StorageTier.READABLE)));

    PackedNames packed = PackedNames.of(names);

    assertThat(packed.size()).isEqualTo(names.size());
    for (int i = 0; i < names.size(); i++) {
      assertThat(packed.get(i)).isEqualTo(names.get(i));
    }
  }

  @Test
  void everyPositionIsFoundWhereItStands() {
    Random random = new Random(5);
    List<ListedName> some = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String name =
          "ab-./0".substring(0, 1 + random.nextInt(3))
              + "a-!0".charAt(random.nextInt(4))
              + random.nextInt(40);
      String plain = name.replace("/", "");
      some.add(
          random.nextBoolean()
              ? new ListedName(FileName.of(plain), FileType.DIRECTORY, null)
              : file(plain, null, StorageTier.READABLE));
    }
    List<ListedName> names = ListingPage.sorted(some);
    PackedNames packed = PackedNames.of(names);
    for (ListedName one : some) {
      int expected = 0;
      while (expected < names.size()
          && names.get(expected).position().compareTo(one.position()) <= 0) {
        expected++;
      }
      assertThat(packed.firstAfter(one.position())).as("%s", one).isEqualTo(expected);
    }
  }

  @Test
  void anOrdinaryFileTakesAbout55Bytes() {
    List<ListedName> names = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      names.add(
          file(
              "part-%08d".formatted(i),
              "\"0123456789abcdef0123456789abcdef\"",
              StorageTier.READABLE));
    }
    assertThat(PackedNames.of(names).heapBytes() / 1000).isBetween(40, 60);
  }
}
