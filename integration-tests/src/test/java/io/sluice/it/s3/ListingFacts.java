package io.sluice.it.s3;

import static io.sluice.it.s3.S3UnderTest.keys;
import static io.sluice.it.s3.S3UnderTest.prefixes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// ListObjectsV2.
interface ListingFacts extends S3UnderTest {

  /// One page, with the encoding that Sluice always asks for.
  default ListObjectsV2Response list(Consumer<ListObjectsV2Request.Builder> how) {
    return s3().listObjectsV2(o -> {
      o.bucket(bucket()).encodingType(EncodingType.URL);
      how.accept(o);
    });
  }

  @Test
  default void keysComeInByteOrder() {
    putAll("b", "a", "B", "a-b", "ab", "a1", "ä", "z", "日本");

    assertThat(keys(list(o -> {})))
        .containsExactly("B", "a", "a-b", "a1", "ab", "b", "z", "ä", "日本");
  }

  @Test
  default void delimiterFoldsKeysIntoCommonPrefixes() {
    putAll("d/a", "d/b", "d/sub/c", "e/f", "top");

    ListObjectsV2Response root = list(o -> o.delimiter("/"));
    assertThat(prefixes(root)).containsExactly("d/", "e/");
    assertThat(keys(root)).containsExactly("top");
    ListObjectsV2Response inside = list(o -> o.prefix("d/").delimiter("/"));
    assertThat(prefixes(inside)).containsExactly("d/sub/");
    assertThat(keys(inside)).containsExactly("d/a", "d/b");
  }

  @Test
  default void prefixNeedNotEndAtASlash() {
    putAll("photo1", "photo2", "photos/a", "phone");

    assertThat(keys(list(o -> o.prefix("photo")))).containsExactly("photo1", "photo2", "photos/a");
  }

  @Test
  default void startAfterIsExclusiveAndNeedNotExist() {
    putAll("a", "b", "c");

    assertThat(keys(list(o -> o.startAfter("a")))).containsExactly("b", "c");
    assertThat(keys(list(o -> o.startAfter("aa")))).containsExactly("b", "c");
    assertThat(keys(list(o -> o.startAfter("c")))).isEmpty();
  }

  @Test
  default void pagesJoinWithoutGapOrRepeat() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      expected.add("k%02d".formatted(i));
    }
    putAll(expected.toArray(String[]::new));

    List<String> seen = new ArrayList<>();
    s3().listObjectsV2Paginator(o -> o.bucket(bucket()).maxKeys(5))
        .forEach(page -> seen.addAll(keys(page)));
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  default void commonPrefixesCountInMaxKeys() {
    putAll("a/1", "a/2", "b", "c/1", "d");

    ListObjectsV2Response first = list(o -> o.delimiter("/").maxKeys(2));
    assertThat(prefixes(first)).containsExactly("a/");
    assertThat(keys(first)).containsExactly("b");
    assertThat(first.keyCount()).isEqualTo(2);
    assertThat(first.isTruncated()).isTrue();
    String token = first.nextContinuationToken();
    ListObjectsV2Response second = list(o -> o.delimiter("/").maxKeys(2).continuationToken(token));
    assertThat(prefixes(second)).containsExactly("c/");
    assertThat(keys(second)).containsExactly("d");
    assertThat(second.isTruncated()).isFalse();
  }

  @Test
  default void onePrefixAPageNeverRepeats() {
    putAll("a/1", "a/2", "b/1", "b/2", "c");

    List<String> seen = new ArrayList<>();
    s3().listObjectsV2Paginator(o -> o.bucket(bucket()).delimiter("/").maxKeys(1))
        .forEach(page -> {
          seen.addAll(prefixes(page));
          seen.addAll(keys(page));
        });
    assertThat(seen).containsExactly("a/", "b/", "c");
  }

  @Test
  default void entriesTellSizeETagAndTimeOfHead() {
    put("k", "12345");

    S3Object entry = list(o -> {}).contents().getFirst();
    var head = s3().headObject(o -> o.bucket(bucket()).key("k"));
    assertThat(entry.size()).isEqualTo(5);
    assertThat(entry.eTag()).isEqualTo(head.eTag());
    assertThat(entry.lastModified())
        .isBetween(head.lastModified(), head.lastModified().plusMillis(999));
  }

  @Test
  default void emptyBucketIsAnEmptyListing() {
    ListObjectsV2Response page = list(o -> o.prefix("nothing/").delimiter("/"));

    assertThat(page.keyCount()).isZero();
    assertThat(page.isTruncated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k/a b",
        "k/a+b",
        "k/a%2Fb",
        "k/%41",
        "k/ü/日本",
        "k/😀",
        "k/a&b<c>'\"",
        "k/new\nline",
        "k/back\\slash",
        "k/.hidden",
        "k/x~y",
        "k/ends.",
        "k/*?|:",
        "k/e\u0301"
      })
  default void keyGoesAndComesBack(String key) {
    put(key, key);

    assertThat(keys(list(o -> {}))).containsExactly(key);
    assertThat(get(key).asUtf8String()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"k/a//b", "k//a", "/lead", "//", "k/./b", "k/x/../b", ".", "..", "k/.", "k/.."})
  default void keyThatNoPathCanNameGoesAndComesBack(String key) {
    needs(Ability.ODD_KEYS);
    put(key, key);

    assertThat(keys(list(o -> {}))).containsExactly(key);
    assertThat(get(key).asUtf8String()).isEqualTo(key);
  }

  @Test
  default void controlCharactersSurviveAListing() {
    needs(Ability.CONTROL_CHARACTERS);
    putAll("a\u0001b", "tab\tx");

    assertThat(keys(list(o -> {}))).containsExactly("a\u0001b", "tab\tx");
  }

  @Test
  default void longestKeyHas1024Bytes() {
    needs(Ability.ODD_KEYS);
    String longest = "é".repeat(512);
    put(longest, "x");

    assertThat(keys(list(o -> {}))).containsExactly(longest);
    S3UnderTest.assertRefused(400, "KeyTooLongError", () -> put(longest + "x", ""));
  }

  @Test
  default void fileBesideDirectoryOfTheSameNameListsAsBoth() {
    needs(Ability.FILE_BESIDE_DIRECTORY);
    putAll("x", "x-y", "x/y", "x0");

    ListObjectsV2Response root = list(o -> o.delimiter("/"));
    assertThat(keys(root)).containsExactly("x", "x-y", "x0");
    assertThat(prefixes(root)).containsExactly("x/");
  }

  @Test
  default void markerIsAKeyLikeOthers() {
    needs(Ability.MARKER_WITH_BODY);
    put("dir/", "body");
    put("dir/file", "");

    assertThat(keys(list(o -> o.prefix("dir/").delimiter("/"))))
        .containsExactly("dir/", "dir/file");
    assertThat(get("dir/").asUtf8String()).isEqualTo("body");
  }
}
