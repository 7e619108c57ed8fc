package io.sluice.vfs.inode.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.StorageTier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStateTest {
  @TempDir private Path folder;

  private static LocalState.Change change(long id, String value) {
    return new LocalState.Change(
        LocalState.Table.DIRECTORIES, id, value.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertHolds(LocalState state, long... ids) {
    assertThat(state.read(LocalState.Table.DIRECTORIES).keySet())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(ids).boxed().toList());
  }

  @Test
  void n6_whatWasWrittenIsThereAfterTheProcessDied() throws IOException {
    Path file = folder.resolve("local.mv");
    LocalState state = LocalState.open(file);
    for (int i = 0; i < 600; i++) {
      state.write(List.of(change(i, "x"), change(i - 1L, "y")));
      state.write(List.of(new LocalState.Change(LocalState.Table.DIRECTORIES, i - 1L, null)));
    }

    // as it is at this moment, without a proper end
    Path copy = Files.copy(file, folder.resolve("copy.mv"));
    state.close();

    try (LocalState again = LocalState.open(copy)) {
      assertHolds(again, 599);
    }
    assertThat(Files.size(copy)).isLessThan(2 << 20);
  }

  @Test
  void anInterruptOfACallerDoesNotCloseTheFile() throws IOException {
    try (LocalState state = LocalState.open(folder.resolve("local.mv"))) {
      Thread.currentThread().interrupt();
      state.write(List.of(change(1, "x")));
      assertThat(Thread.interrupted()).isTrue();
      state.write(List.of(change(2, "x")));
      assertHolds(state, 1, 2);
    }
  }

  @Test
  void aFileThatCannotBeReadIsPutAside() throws IOException {
    Path file = folder.resolve("local.mv");
    Files.writeString(file, "no tree".repeat(5000));

    try (LocalState state = LocalState.open(file)) {
      state.write(List.of(change(1, "x")));
      assertHolds(state, 1);
    }

    assertThat(folder.resolve("local.mv.damaged")).exists();
  }

  @Test
  void a6_keptAttributesAreBoundedAndTheOldestGoes() throws IOException {
    try (LocalState state = LocalState.open(folder.resolve("local.mv"))) {
      KeptAttributes kept = new KeptAttributes(state, 2);
      for (int i = 10; i < 13; i++) {
        kept.keep(new FileId(i), new KeptAttributes.Kept.Made(i, i, i));
      }

      assertThat(kept.made(new FileId(10))).isNull();
      assertThat(kept.made(new FileId(12))).isEqualTo(new KeptAttributes.Kept.Made(12, 12, 12));
      assertThat(state.read(LocalState.Table.ATTRIBUTES)).containsOnlyKeys(11L, 12L);
    }
  }

  @Test
  void keptAttributesComeBackFromTheirBytes() {
    for (KeptAttributes.Kept kept :
        List.of(
            new KeptAttributes.Kept.Times(-5, null, Instant.ofEpochSecond(-7, 999_999_999)),
            new KeptAttributes.Kept.Times(5, Instant.EPOCH, null),
            new KeptAttributes.Kept.Made(07777, -1, 20),
            new KeptAttributes.Kept.Published(
                9, Instant.EPOCH, null, 5, null, Instant.MAX, null, Instant.EPOCH),
            new KeptAttributes.Kept.Published(
                -9, Instant.EPOCH, 0600, null, -1, null, Instant.EPOCH, null))) {
      assertThat(KeptCodec.decode(KeptCodec.encode(kept))).isEqualTo(kept);
    }
  }

  @Test
  void changesKeepTheirOrderWhetherTheyAreWaitedForOrNot() throws IOException {
    Path file = folder.resolve("local.mv");
    try (LocalState state = LocalState.open(file)) {
      for (long i = 0; i < 300; i++) {
        state.writeSoon(List.of(change(i, "soon")));
        if (i % 3 == 0) {
          state.write(List.of(new LocalState.Change(LocalState.Table.DIRECTORIES, i, null)));
        }
        if (i % 6 == 0) {
          state.writeSoon(List.of(change(i, "again")));
        }
      }
    }
    try (LocalState again = LocalState.open(file)) {
      assertHolds(again, LongStream.range(0, 300).filter(i -> i % 3 != 0 || i % 6 == 0).toArray());
    }
  }

  @Test
  void a2_manyPublishedFilesTakeFewCommits() throws IOException {
    Path file = folder.resolve("local.mv");
    int most = 5_000;
    try (LocalState state = LocalState.open(file)) {
      KeptAttributes kept = new KeptAttributes(state, most);
      for (int i = 10; i < 2 * most + 10; i++) {
        kept.keepSoon(new FileId(i), published(i));
      }
      kept.keepSoon(new FileId(2L * most + 9), published(1));
      state.write(List.of());
      assertThat(state.commits()).isLessThan(most);
    }
    try (LocalState again = LocalState.open(file)) {
      KeptAttributes kept = new KeptAttributes(again, most);
      assertThat(kept.published(new FileId(10), facts(10))).isNull();
      assertThat(kept.published(new FileId(2L * most), facts(2 * most)))
          .isEqualTo(published(2 * most));
      assertThat(kept.published(new FileId(2L * most), facts(3))).isNull();
      assertThat(kept.published(new FileId(2L * most + 9), facts(1))).isEqualTo(published(1));
    }
  }

  private static ObjectFacts facts(int number) {
    return new ObjectFacts(
        number, Instant.EPOCH, new ETag("\"" + number + "\""), StorageTier.READABLE);
  }

  private static KeptAttributes.Kept.Published published(int number) {
    return new KeptAttributes.Kept.Published(
        facts(number).version(), Instant.EPOCH, 0600, 1, 2, Instant.EPOCH, Instant.EPOCH, null);
  }
}
