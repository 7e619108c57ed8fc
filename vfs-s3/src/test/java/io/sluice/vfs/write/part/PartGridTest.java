package io.sluice.vfs.write.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.write.SmallParts;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where parts lie, with parts of 512 bytes.
final class PartGridTest {
  private static final int LARGEST_COPY = 1024;

  private final PartSizes sizes =
      new PartSizes(SmallParts.PART, SmallParts.LEAST, SmallParts.PAGE, 8L * SmallParts.PART);

  /// The lengths of the parts that are copied of an object up to here.
  private List<Long> copies(long until) {
    PartGrid grid = new PartGrid(sizes);
    grid.copyUntil(until, LARGEST_COPY);
    return grid.all().stream().map(part -> part.end() - part.start()).toList();
  }

  @Test
  void w8_ofAnObjectThatIsALittleLongerThanWholeCopiesNoneIsShort() {
    assertThat(copies(2 * LARGEST_COPY + 64)).containsExactly(1024L, 704L, 384L);
    assertThat(copies(2 * LARGEST_COPY + 319)).containsExactly(1024L, 704L, 639L);
  }

  @Test
  void w8_otherwiseCopiesAreAsLargeAsTheyMayBe() {
    assertThat(copies(576)).containsExactly(576L);
    assertThat(copies(2 * LARGEST_COPY)).containsExactly(1024L, 1024L);
    assertThat(copies(LARGEST_COPY + 320)).containsExactly(1024L, 320L);
  }
}
