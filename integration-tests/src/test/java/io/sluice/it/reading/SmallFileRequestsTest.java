package io.sluice.it.reading;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.HEAD_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.shape.Count;
import io.sluice.it.fake.shape.Profile;
import io.sluice.it.fake.store.KeySpace;
import io.sluice.it.fake.store.ListedKeys;
import io.sluice.it.fake.store.SyntheticBody;
import io.sluice.server.nfs3.FileHandle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What reading the small files of a listed directory costs. What was fetched ahead for nobody
/// counts, too.
@Timeout(120)
final class SmallFileRequestsTest {
  private static final String DIRECTORY = "small/";
  private static final int END = 16 << 10;
  private static final int SIZE = 100 << 10;
  private static final long SEED = 20_260_102;

  /// The LastModified of all.
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path state;
  private ServedObjects objects;

  @BeforeEach
  void serve() throws IOException {
    objects = new ServedObjects(state);
  }

  @AfterEach
  void stop() throws IOException {
    objects.close();
  }

  /// `f1`, `f2`, ..., so that counting and listing are two orders.
  private static String name(int number) {
    return "f" + number;
  }

  private void list(int count) {
    KeySpace keys =
        new ListedKeys(
            IntStream.rangeClosed(1, count).mapToObj(i -> DIRECTORY + name(i)).toList(),
            SIZE,
            TIME);
    objects.putAndList(DIRECTORY, keys);
  }

  private static List<Integer> counting(int count) {
    return new ArrayList<>(IntStream.rangeClosed(1, count).boxed().toList());
  }

  private static List<Integer> listing(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(SmallFileRequestsTest::name)
        .sorted()
        .map(name -> Integer.valueOf(name.substring(1)))
        .toList();
  }

  private static List<Integer> shuffled(int count) {
    List<Integer> numbers = counting(count);
    Collections.shuffle(numbers, new Random(SEED));
    return numbers;
  }

  /// LOOKUP, GETATTR, ACCESS and READ of each, file after file.
  private void read(List<Integer> numbers) {
    ReadClient client = objects.client();
    FileHandle directory = client.open("small").handle();
    for (int number : numbers) {
      read(client, directory, name(number));
    }
  }

  private static void read(ReadClient client, FileHandle directory, String name) {
    List<FileHandle> found = new ArrayList<>();
    client.lookup(directory, name, at -> found.add(at.handle()));
    client.await(0);
    client.getattr(found.getFirst(), at -> {});
    client.await(0);
    client.access(found.getFirst(), () -> {});
    client.await(0);
    SyntheticBody body = SyntheticBody.of(DIRECTORY + name, 0, SIZE);
    new KnownFile(client, found.getFirst(), body).read(0, SIZE, SIZE, 1);
  }

  private void eachCostOneGetAndNoHead(List<Integer> numbers) {
    long heads = objects.asked(HEAD_OBJECT).requests();

    read(numbers);

    assertThat(objects.asked(GET_OBJECT))
        .isEqualTo(new Count(numbers.size(), 0, (long) numbers.size() * SIZE));
    assertThat(objects.asked(HEAD_OBJECT).requests()).isEqualTo(heads);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void filesInTheOrderOfTheListingAreOneGetEachAndNoHead(boolean isSlow) {
    list(300);
    objects.s3().profile(isSlow ? Profile.s3Like() : Profile.none());
    eachCostOneGetAndNoHead(listing(300));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void filesInTheOrderOfCountingAreOneGetEachAndNoHead(boolean isSlow) {
    list(300);
    objects.s3().profile(isSlow ? Profile.s3Like() : Profile.none());
    eachCostOneGetAndNoHead(counting(300));
  }

  /// A reader that waits a whole request for each file has one GET under way.
  @Test
  void filesInOrderAreFetchedAheadWhereS3IsSlow() {
    list(300);
    objects.s3().profile(Profile.s3Like());

    read(listing(300));

    assertThat(objects.s3().underWay().most(GET_OBJECT)).isGreaterThanOrEqualTo(4);
  }

  /// The table of contents of each: known from the second on, nothing else is fetched.
  @Test
  void r4_endsInOrderAreFetchedAheadAndCostTheirBytes() {
    list(300);
    objects.s3().profile(Profile.s3Like());
    ReadClient client = objects.client();
    FileHandle directory = client.open("small").handle();

    for (int number : listing(300).subList(0, 100)) {
      readEnd(client, directory, name(number));
    }

    assertThat(objects.fetched()).isBetween(100L * END, 133L * END);
    assertThat(objects.s3().underWay().most(GET_OBJECT)).isGreaterThanOrEqualTo(4);
  }

  private static void readEnd(ReadClient client, FileHandle directory, String name) {
    List<FileHandle> found = new ArrayList<>();
    client.lookup(directory, name, at -> found.add(at.handle()));
    client.await(0);
    SyntheticBody body = SyntheticBody.of(DIRECTORY + name, 0, SIZE);
    new KnownFile(client, found.getFirst(), body).read(SIZE - END, SIZE, END, 1);
  }

  @Test
  void someFilesInRandomOrderCostTheirBytes() {
    list(1_000);

    read(shuffled(1_000).subList(0, 300));

    assertThat(objects.fetched()).isBetween(300L * SIZE, 330L * SIZE);
  }

  @Test
  void everyThirdFileCostsItsBytes() {
    list(900);

    read(listing(900).stream().filter(number -> number % 3 == 0).toList());

    assertThat(objects.fetched()).isBetween(300L * SIZE, 330L * SIZE);
  }

  @Test
  void everyThirdNumberCostsItsBytes() {
    list(900);

    read(IntStream.rangeClosed(1, 300).map(i -> 3 * i).boxed().toList());

    assertThat(objects.fetched()).isBetween(300L * SIZE, 330L * SIZE);
  }

  /// Whoever has read a few files and goes away leaves little behind.
  @Test
  void aReaderThatLeavesAfterTenFilesCostsTwiceThatAtMost() {
    list(1_000);

    read(listing(1_000).subList(0, 10));

    assertThat(objects.fetched()).isBetween(10L * SIZE, 26L * SIZE);
  }
}
