package io.sluice.it.fake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListingTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private static Bucket bucket(String... keys) {
    Bucket bucket = new Bucket("b", "us-east-1");
    for (String key : keys) {
      put(bucket, key);
    }
    return bucket;
  }

  private static void put(Bucket bucket, String key) {
    bucket.put(StoredObject.of(key, HeldBody.EMPTY, "e", TIME), current -> {});
  }

  private static Listing list(Bucket bucket, String prefix, String from, int maxKeys) {
    return Listing.of(bucket::ceiling, new Listing.Ask(prefix, "/", from, maxKeys));
  }

  private static List<String> keys(Listing page) {
    return page.objects().stream().map(StoredObject::key).toList();
  }

  @Test
  void aMillionComputedKeysPageWithoutGapOrRepeat() {
    Bucket bucket = bucket();
    NumberedKeys keys = NumberedKeys.flat("big/f", 1_000_000, 1, TIME);
    bucket.attach(keys);

    long seen = 0;
    String from = "";
    while (from != null) {
      Listing page = list(bucket, "big/", from, 1000);
      assertThat(page.objects().getFirst().key()).isEqualTo(keys.key(seen));
      assertThat(page.objects().getLast().key()).isEqualTo(keys.key(seen + 999));
      seen += page.keyCount();
      from = page.resume();
    }
    assertThat(seen).isEqualTo(1_000_000);
    assertThat(list(bucket, "", "", 1000).commonPrefixes()).containsExactly("big/");
  }

  @Test
  void computedDirectoriesFold() {
    Bucket bucket = bucket();
    bucket.attach(NumberedKeys.tree(1000, 16, 1, TIME));

    Listing root = list(bucket, "", "", 1000);
    assertThat(root.commonPrefixes()).hasSize(1000).startsWith("d0000/").endsWith("d0999/");
    assertThat(keys(list(bucket, "d0500/", "", 1000)))
        .hasSize(16)
        .startsWith("d0500/f0000")
        .endsWith("d0500/f0015");
  }

  @Test
  void storedObjectsMixWithComputedOnes() {
    Bucket bucket = bucket("f0000000x", "a");
    bucket.attach(NumberedKeys.flat("f", 3, 1, TIME));
    bucket.delete("f0000001", TIME, current -> {});

    assertThat(keys(list(bucket, "", "", 1000)))
        .containsExactly("a", "f0000000", "f0000000x", "f0000002");
    assertThat(bucket.current("f0000001")).isNull();
    put(bucket, "f0000001");
    assertThat(bucket.current("f0000001")).isNotNull();
  }

  @Test
  void commonPrefixesCountAndAreNotRepeated() {
    Bucket bucket = bucket("a/1", "a/2", "b", "c/1", "c/2");

    Listing first = list(bucket, "", "", 1);
    assertThat(first.commonPrefixes()).containsExactly("a/");
    Listing second = list(bucket, "", String.valueOf(first.resume()), 1);
    assertThat(keys(second)).containsExactly("b");
    Listing third = list(bucket, "", String.valueOf(second.resume()), 1);
    assertThat(third.commonPrefixes()).containsExactly("c/");
    assertThat(third.resume()).isNull();
  }

  @Test
  void fullLastPageIsNotTruncated() {
    assertThat(list(bucket("a", "b"), "", "", 2).resume()).isNull();
    assertThat(list(bucket("a", "b"), "", "", 0).resume()).isNull();
  }

  @Test
  void orderIsThatOfUtf8Bytes() {
    List<String> keys =
        new ArrayList<>(List.of("a", "ab", "B", "é", "\uE000", "\uFFFD", "😀", "日", "a\0", "a/"));
    List<String> byBytes = new ArrayList<>(keys);
    byBytes.sort((l, r) ->
        Arrays.compareUnsigned(
            l.getBytes(StandardCharsets.UTF_8), r.getBytes(StandardCharsets.UTF_8)));

    keys.sort(KeyOrder.UTF8);
    assertThat(keys).isEqualTo(byBytes);
  }

  @Test
  void whatFollowsAPrefixIsAboveAllItsKeys() {
    assertThat(KeyOrder.after("a/")).isEqualTo("a0");
    assertThat(KeyOrder.after("\uD7FF")).isEqualTo("\uE000");
    assertThat(KeyOrder.after("x" + Character.toString(Character.MAX_CODE_POINT))).isEqualTo("y");
  }
}
