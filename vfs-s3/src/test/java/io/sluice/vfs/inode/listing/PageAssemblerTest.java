package io.sluice.vfs.inode.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PageAssemblerTest {
  private final HiddenKeys hidden = new HiddenKeys();
  private final PageAssembler assembler = new PageAssembler("p/", hidden);

  /// With two names in S3's order that end in a byte which is no UTF-8, and such a directory.
  private static final ListPage STRAY =
      new ListPage(
          Stream.of("p/a\uDC80", "p/a\u00e9", "p/a\uDCFF")
              .map(key ->
                  new ObjectSummary(
                      new ObjectKey(key), 1, Instant.EPOCH, null, StorageTier.READABLE))
              .toList(),
          List.of("p/b/", "p/b\uDCFF/"),
          "token");

  private static List<String> names(ListingPage page) {
    return page.names().stream().map(name -> name.position().toString()).toList();
  }

  @Test
  void n2_keysThatAreNotUtf8AreHiddenAndCounted() {
    ListingPage page = Objects.requireNonNull(assembler.assemble(ListingPosition.START, STRAY, 0));

    assertThat(names(page)).containsExactly("a\u00e9", "b/");
    assertThat(page.through()).isEqualTo(ListingPosition.of("b/"));
    assertThat(hidden.count()).isEqualTo(3);
  }

  @Test
  void n2_theyAreHiddenWhereTheServerHasAnOrderOfItsOwn() {
    assertThat(names(assembler.assembleAll(STRAY, 0))).containsExactly("a\u00e9", "b/");
    assertThat(hidden.count()).isEqualTo(3);
  }
}
