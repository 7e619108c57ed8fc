package io.sluice.vfs.inode.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FlatAssemblerTest {
  private final HiddenKeys hidden = new HiddenKeys();
  private boolean isInOrder;

  /// The pages as text: `path: after [names] through`.
  private List<String> assemble(String after, boolean isLast, String... keys) {
    List<ObjectSummary> objects = new ArrayList<>();
    for (String key : keys) {
      objects.add(
          new ObjectSummary(
              new ObjectKey("p/" + key),
              1,
              Instant.EPOCH,
              new ETag("\"e\""),
              StorageTier.READABLE));
    }
    ListPage page = new ListPage(objects, List.of(), isLast ? null : "token");
    FlatAssembler assembler = new FlatAssembler("p/", hidden, 0);
    List<FlatAssembler.Part> parts = assembler.assemble(after, page);
    isInOrder = assembler.isInOrder();
    return parts.stream().map(FlatAssemblerTest::text).toList();
  }

  private static String text(FlatAssembler.Part part) {
    String path = part.path().stream().map(FileName::toString).collect(Collectors.joining("/"));
    String names =
        part.page().names().stream()
            .map(name -> name.position().toString())
            .collect(Collectors.joining(" "));
    return "%s: %s [%s] %s".formatted(path, part.page().after(), names, part.page().through());
  }

  @Test
  void directoriesBetweenOthersAreWholeAndTheLastOneIsOpen() {
    assertThat(assemble("a/", false, "a/x", "b/c/y", "b/d", "e/f", "e/g"))
        .containsExactly(
            "a:  [x] null", "b/c:  [y] null", "b:  [c/ d] null", "e:  [f g] g", ": a/ [b/ e/] e/");
  }

  @Test
  void theLastPageEndsAllDirectories() {
    assertThat(assemble("a/", true, "a/x", "e/f"))
        .containsExactly("a:  [x] null", "e:  [f] null", ": a/ [e/] null");
  }

  @Test
  void aPageThatBeginsInTheMiddleTellsOnlyOfWhatIsBehind() {
    assertThat(assemble("a/b/m", true, "a/b/n", "a/c", "d"))
        .containsExactly("a/b: m [n] null", "a: b/ [c] null", ": a/ [d] null");
  }

  @Test
  void aDirectoryInWhichThePageBeginsMayEndThere() {
    assertThat(assemble("a/b/m", true, "a/c"))
        .containsExactly("a/b: m [] null", "a: b/ [c] null", ": a/ [] null");
  }

  @Test
  void aDirectoryOfWhichNoKeyWasSeenIsNotSaidToExist() {
    assertThat(assemble("a/", true, "b/x")).containsExactly("b:  [x] null", ": a/ [b/] null");
  }

  @Test
  void aMarkerShowsAnEmptyDirectory() {
    assertThat(assemble("", true, "m/", "n/", "n/x"))
        .containsExactly("m:  [] null", "n:  [x] null", ":  [m/ n/] null");
  }

  @Test
  void hiddenKeysAreCountedAndTheirParentsShow() {
    assertThat(assemble("", true, "a/../c", "a//b", "a/d"))
        .containsExactly("a:  [d] null", ":  [a/] null");
    assertThat(hidden.count()).isEqualTo(2);
  }

  @Test
  void n2_keysThatAreNotUtf8AreHiddenAndTheirParentsShow() {
    assertThat(assemble("", false, "a/c", "a/c\uDC80/x", "a/c\u00e9", "b/\uDCFF", "b/\uDCFF/x"))
        .containsExactly("a:  [c c\u00e9] null", ":  [a/ b/] b/");
    assertThat(hidden.count()).isEqualTo(3);
    assertThat(isInOrder).isTrue();
  }

  @Test
  void n2_aPageOfNothingButKeysThatAreNotUtf8IsInOrder() {
    assertThat(assemble("a/", false, "a/\uDC80", "a/\uDC81")).isEmpty();
    assertThat(isInOrder).isTrue();
  }

  @Test
  void anotherOrderTellsNothing() {
    assertThat(assemble("", true, "b", "a")).isEmpty();
    assertThat(assemble("b", true, "a")).isEmpty();
    assertThat(isInOrder).isFalse();
  }
}
