package io.sluice.it.bucket;

import static io.sluice.it.fake.shape.S3Operation.HEAD_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.LIST_OBJECTS_V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.NameTrees;
import io.sluice.it.fake.shape.Counts;
import io.sluice.it.fake.store.KeySpace;
import io.sluice.it.names.LinuxNames;
import io.sluice.it.names.Listed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What listings, walks and lookups of a client that asks as Linux does cost in requests to S3.
/// Requests that were sent ahead for nobody count, too.
@Timeout(60)
final class NamesRequestsTest {
  /// No time passes, or a walk of a thousand directories takes longer than the TTL.
  private static final long CALL_NANOS = 400_000;

  @TempDir private Path state;
  private TestBucket bucket;
  private ServedFiles served;

  @BeforeEach
  void serve() throws IOException {
    bucket = TestBucket.readOnly(state);
    served = new ServedFiles(bucket.files());
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
    bucket.close();
  }

  private LinuxNames mount(KeySpace keys, long nanosForEachCall) {
    bucket.s3.attach(TestBucket.NAME, keys);
    return served.mount(bucket.nanos, nanosForEachCall);
  }

  private LinuxNames mount(KeySpace keys) {
    return mount(keys, 0);
  }

  /// All requests, when those that were sent ahead have come, too.
  private long requests() {
    Counts counts = Quiet.counts(bucket.s3);
    assertThat(counts.requests()).containsOnlyKeys(LIST_OBJECTS_V2, HEAD_OBJECT);
    return counts.total().requests();
  }

  @Test
  void lsOfTenThousandFilesIsThirteenListsBesideFindingTheDirectory() {
    LinuxNames names = mount(NameTrees.wide("ten/", 10_000));

    assertThat(names.listLong("ten")).hasSize(10_000);
    requests();
    assertThat(bucket.counts().of(LIST_OBJECTS_V2).requests()).isLessThanOrEqualTo(13 + 1);
    assertThat(bucket.counts().of(HEAD_OBJECT).requests()).isLessThanOrEqualTo(1);
  }

  @Test
  void statOfADeepPathTenTimesIsOneListAndOneHeadForEachName() {
    bucket.s3.put(TestBucket.NAME, "d1/d2/d3/f", new byte[3]);
    LinuxNames names = served.mount(bucket.nanos, 0);
    for (int i = 0; i < 10; i++) {
      names.stat("d1/d2/d3/f");
    }
    requests();
    assertThat(bucket.counts().of(LIST_OBJECTS_V2).requests()).isLessThanOrEqualTo(4);
    assertThat(bucket.counts().of(HEAD_OBJECT).requests()).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, CALL_NANOS})
  void findOfSixteenThousandObjectsInAThousandDirectoriesIs25Requests(long nanosForEachCall) {
    assertThat(mount(NameTrees.tree("tree/"), nanosForEachCall).find("tree")).isEqualTo(17_000);
    assertThat(requests()).isLessThanOrEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, CALL_NANOS})
  void duOfSixteenThousandObjectsInAThousandDirectoriesIs25Requests(long nanosForEachCall) {
    assertThat(mount(NameTrees.tree("tree/"), nanosForEachCall).du("tree")).isEqualTo(17_000);
    assertThat(requests()).isLessThanOrEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, CALL_NANOS})
  void findOfTheSameThreeLevelsDeepIsHardlyMore(long nanosForEachCall) {
    LinuxNames names = mount(NameTrees.nested("nested/"), nanosForEachCall);
    assertThat(names.find("nested")).isEqualTo(17_110);
    // a directory that two pages meet in may take a page of its own
    assertThat(requests()).isLessThanOrEqualTo(32);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, CALL_NANOS})
  void duOf3370FilesIn300DirectoriesIs12Requests(long nanosForEachCall) {
    assertThat(mount(NameTrees.photos("photos/"), nanosForEachCall).du("photos")).isEqualTo(3_670);
    assertThat(requests()).isLessThanOrEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, CALL_NANOS})
  void duOf3370FilesIn300NestedDirectoriesIs12Requests(long nanosForEachCall) {
    assertThat(mount(NameTrees.album("album/"), nanosForEachCall).du("album")).isEqualTo(3_670);
    assertThat(requests()).isLessThanOrEqualTo(12);
  }

  @Test
  void anAbsentNameAskedAHundredTimesIsOneHeadAndOneList() {
    LinuxNames names = mount(NameTrees.wide("ten/", 10_000));
    for (int i = 0; i < 100; i++) {
      assertThat(names.lookup("nobody")).isNull();
    }
    requests();
    assertThat(bucket.counts().of(LIST_OBJECTS_V2).requests()).isLessThanOrEqualTo(1);
    assertThat(bucket.counts().of(HEAD_OBJECT).requests()).isLessThanOrEqualTo(1);
  }

  @Test
  void aWalkerThatStopsAfterThreeDirectoriesCostsLittleMoreThanThePlainWay() {
    mount(NameTrees.tree("tree/")).findUntil("tree", 3);

    long plain = PlainWay.lookups(1) + PlainWay.lists(1_000, 16, 16, 16);
    assertThat(requests()).isLessThanOrEqualTo(PlainWay.allowed(plain));
  }

  /// 40 directories of which each has 100 others, with 1,000 files in each of them.
  @Test
  void listingSiblingsThatHoldManyDeepKeysCostsLittleMoreThanThePlainWay() {
    LinuxNames names = mount(NameTrees.deepSiblings("top/", 40));

    assertThat(names.listEach("top")).isEqualTo(4_000);
    long plain = PlainWay.lookups(1) + PlainWay.lists(40) + 40 * PlainWay.lists(100);
    assertThat(requests()).isLessThanOrEqualTo(PlainWay.allowed(plain));
  }

  @ParameterizedTest
  @EnumSource
  void aDirectoryOf30000NamesIsListedWholeForAThirdMoreRequestsThanPages(WideNames form) {
    listsForAThirdMore(form, 30_000);
  }

  @ParameterizedTest
  @EnumSource
  void aDirectoryOf5000NamesIsListedWholeForAThirdMoreRequestsThanPages(WideNames form) {
    listsForAThirdMore(form, 5_000);
  }

  private void listsForAThirdMore(WideNames form, int count) {
    List<String> wanted = form.names(count);
    LinuxNames names = mount(NameTrees.keys(wanted.stream().map(name -> "wide/" + name).toList()));
    names.lookup("wide");
    long found = requests();

    List<String> listed = names.list("wide").stream().map(Listed::name).toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(requests() - found).isLessThanOrEqualTo((long) (1.3 * PlainWay.lists(count)));
  }

  /// Two walks within the TTL cost one.
  @Test
  void aSecondWalkWithinTheTtlAsksNothing() {
    LinuxNames names = mount(NameTrees.photos("photos/"));
    names.find("photos");
    long first = requests();
    names.find("photos");
    assertThat(requests()).isEqualTo(first);
    assertThat(Duration.ofNanos(bucket.nanos.get())).isZero();
  }
}
