package io.sluice.vfs.inode.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageGuessTest {
  private static List<String> names(int count, IntFunction<String> name) {
    return List.copyOf(new TreeSet<>(IntStream.range(0, count).mapToObj(name).toList()));
  }

  private static ListingPage page(List<String> names) {
    List<ListedName> listed =
        names.stream()
            .map(name -> new ListedName(FileName.of(name), FileType.DIRECTORY, null))
            .toList();
    return ListingPage.of(ListingPosition.START, listed.getLast().position(), listed, 0);
  }

  private static @Nullable String next(List<String> all, int from) {
    PageGuess guess = PageGuess.of(page(all.subList(from, from + 1000)));
    ListingPosition next =
        guess == null ? null : guess.next(ListingPosition.of(all.get(from + 999) + "/"));
    return next == null ? null : next.relativeKey();
  }

  @ParameterizedTest
  @CsvSource({
    "f%06d, f001999/",
    "2024-%05d.log, 2024-01999.log/",
    "part-%08d-of-9.parquet, part-00001999-of-9.parquet/"
  })
  void countedNamesGoOnWithTheNextThousand(String form, String expected) {
    assertThat(next(names(5000, i -> form.formatted(i)), 0)).isEqualTo(expected);
  }

  @Test
  void aCarryGoesThroughPunctuation() {
    List<String> names = names(5000, i -> "%02d-%03d".formatted(i / 1000, i % 1000));

    assertThat(next(names, 0)).isEqualTo("01-999/");
  }

  @Test
  void randomNamesGoOnALittleBeforeTheNextThousandEnds() {
    Random random = new Random(3);
    List<String> names = names(50_000, i -> "%016x".formatted(random.nextLong()));

    String next = next(names, 20_000);

    long skipped =
        names.stream()
            .filter(name -> name.compareTo(names.get(20_999)) > 0 && name.compareTo(next) <= 0)
            .count();
    assertThat(skipped).isBetween(800L, 1000L);
  }

  @Test
  void datesGoOnNearby() {
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    List<String> names = names(20_000, i -> start.plusSeconds(613L * i).toString());

    String next = next(names, 5_000);

    assertThat(next).isGreaterThan(names.get(5_999)).isLessThan(names.get(7_500));
  }

  @Test
  void behindTheLastNumberThereIsNothing() {
    assertThat(next(names(1000, i -> "f%03d".formatted(i)), 0)).isNull();
  }

  @Test
  void nothingIsGuessedInsideOfADirectory() {
    PageGuess counted =
        Objects.requireNonNull(PageGuess.of(page(names(1000, "data-%06d"::formatted))));

    assertThat(counted.next(ListingPosition.of("docs/"))).isNull();
    assertThat(counted.next(ListingPosition.of("docs!/"))).isNotNull();
  }

  @Test
  void namesOfOtherLettersAreNotGuessed() {
    assertThat(
            PageGuess.of(
                page(names(1000, i -> "\u00e9".repeat(1 + i % 9) + (char) ('\u00e8' + i % 3) + i))))
        .isNull();
  }
}
