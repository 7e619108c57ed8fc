package io.sluice.it.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.RangeRequest;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.store.S3ObjectStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an object store does with any S3 server.
abstract class ObjectStoreContract {
  static final String BUCKET = "pictures";

  private static final BucketName NAME = new BucketName(BUCKET);

  /// The server, which has the bucket [#BUCKET].
  abstract S3Endpoint endpoint();

  /// Puts an object into the bucket.
  abstract void put(String key, byte[] bytes);

  @BeforeEach
  final void giveCredentials() {
    endpoint().giveCredentials();
  }

  @AfterEach
  final void takeCredentials() {
    CredentialProperties.clear();
  }

  final S3ObjectStore open() {
    return S3ObjectStore.open(endpoint().settings(), NAME, S3Calls.UNOBSERVED);
  }

  @Test
  void headTellsWhatTheListingTells() {
    put("a/one", bytes(1000));
    try (S3ObjectStore store = open()) {
      ObjectSummary headed = headed(store, "a/one");
      assertThat(headed.size()).isEqualTo(1000);
      assertThat(headed.tier()).isEqualTo(StorageTier.READABLE);
      assertThat(headed.eTag()).isNotNull();
      assertThat(list(store, "a/", false).objects())
          .extracting(ObjectSummary::eTag, ObjectSummary::size)
          .containsExactly(tuple(headed.eTag(), 1000L));
    }
  }

  @Test
  void anAbsentKeyIsMissing() {
    try (S3ObjectStore store = open()) {
      assertThat(store.headObject(new ObjectKey("nothing")))
          .isInstanceOf(HeadOutcome.Missing.class);
      assertThat(get(store, "nothing", 0, null, ByteBuffer.allocate(9)))
          .isInstanceOf(GetOutcome.Missing.class);
    }
  }

  @Test
  void aDeletedKeyIsGoneAndDeletingItAgainIsNoFailure() {
    put("gone", bytes(10));
    put("stays", bytes(10));
    try (S3ObjectStore store = open()) {
      store.deleteObject(new ObjectKey("gone"));
      store.deleteObject(new ObjectKey("gone"));

      assertThat(store.headObject(new ObjectKey("gone"))).isInstanceOf(HeadOutcome.Missing.class);
      assertThat(store.headObject(new ObjectKey("stays"))).isInstanceOf(HeadOutcome.Found.class);
    }
  }

  @Test
  void anEmptyObjectIsPut() {
    try (S3ObjectStore store = open()) {
      assertThat(store.putEmptyObject(new ObjectKey("new dir/"))).isTrue();

      assertThat(headed(store, "new dir/").size()).isZero();
    }
  }

  @Test
  void n1_aDelimiterRollsKeysUp() {
    put("n1/x", bytes(1));
    put("n1/sub/y", bytes(1));
    put("n1/sub/z", bytes(1));
    try (S3ObjectStore store = open()) {
      ListPage page = list(store, "n1/", true);
      assertThat(page.objects()).extracting(o -> o.key().text()).containsExactly("n1/x");
      assertThat(page.commonPrefixes()).containsExactly("n1/sub/");
      assertThat(page.isLast()).isTrue();
    }
  }

  @Test
  void oddKeysComeThroughListingsAndReads() {
    List<String> keys = List.of("odd/a b", "odd/a%41", "odd/a+b", "odd/a\nb", "odd/ü/日本");
    keys.forEach(key -> put(key, key.getBytes(UTF_8)));
    try (S3ObjectStore store = open()) {
      assertThat(list(store, "odd/", false).objects())
          .extracting(object -> object.key().text())
          .containsExactlyInAnyOrderElementsOf(keys);
      for (String key : keys) {
        ByteBuffer into = ByteBuffer.allocate(100);
        assertThat(get(store, key, 0, headed(store, key).eTag(), into))
            .isInstanceOf(GetOutcome.Filled.class);
        assertThat(UTF_8.decode(into.flip()).toString()).isEqualTo(key);
      }
    }
  }

  @Test
  void pagesGoOnByTokenAndByKey() {
    List<String> keys = List.of("page/a", "page/b", "page/c", "page/d", "page/e");
    keys.forEach(key -> put(key, bytes(1)));
    try (S3ObjectStore store = open()) {
      List<String> seen = new ArrayList<>();
      String token = null;
      do {
        ListPage page = store.listObjectsV2(new ListRequest("page/", true, null, token, 2));
        page.objects().forEach(object -> seen.add(object.key().text()));
        token = page.nextToken();
      } while (token != null);
      assertThat(seen).isEqualTo(keys);
      assertThat(store.listObjectsV2(new ListRequest("page/", true, "page/c", null, 10)).objects())
          .extracting(object -> object.key().text())
          .containsExactly("page/d", "page/e");
    }
  }

  @Test
  void r1_rangesFillTheBufferFromItsPositionToItsLimit() {
    byte[] content = bytes(300_000);
    put("ranges", content);
    try (S3ObjectStore store = open()) {
      ETag tag = headed(store, "ranges").eTag();
      ByteBuffer into = ByteBuffer.allocateDirect(200_000).position(7).limit(150_007);
      assertThat(get(store, "ranges", 1234, tag, into)).isInstanceOf(GetOutcome.Filled.class);
      assertThat(into.position()).isEqualTo(150_007);
      assertThat(into.flip().position(7)).isEqualTo(ByteBuffer.wrap(content, 1234, 150_000));
    }
  }

  @Test
  void r1_aBodyIsHandedOnInPieces() {
    byte[] content = bytes(3_000_000);
    put("pieces", content);
    try (S3ObjectStore store = open()) {
      ETag tag = headed(store, "pieces").eTag();
      Pieces range = new Pieces(700_001);
      assertThat(get(store, "pieces", 1234, 2_500_000, tag, range))
          .isInstanceOf(GetOutcome.Filled.class);
      assertThat(range.bytes()).isEqualTo(Arrays.copyOfRange(content, 1234, 2_501_234));
      assertThat(range.came.size()).isGreaterThan(4);
      Pieces rest = new Pieces(1 << 20);
      assertThat(get(store, "pieces", 2_999_000, 5000, tag, rest))
          .isInstanceOf(GetOutcome.Filled.class);
      assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(content, 2_999_000, 3_000_000));
    }
  }

  @Test
  void r1_aWholeObjectComesWithoutARange() {
    try (S3ObjectStore store = open()) {
      for (int size : new int[] {1, 8000, 100_000, 3_000_000}) {
        put("whole", bytes(size));
        Pieces pieces = new Pieces(1 << 20);
        ObjectSummary object = headed(store, "whole");
        assertThat(whole(store, object, pieces)).isInstanceOf(GetOutcome.Filled.class);
        assertThat(pieces.bytes()).isEqualTo(bytes(size));
        put("whole", bytes(size + 1));
        assertThat(whole(store, object, pieces)).isInstanceOf(GetOutcome.Changed.class);
      }
    }
  }

  @Test
  void r1_theEndOfTheObjectEndsTheRead() {
    put("end", bytes(100));
    put("empty", bytes(0));
    try (S3ObjectStore store = open()) {
      ETag tag = headed(store, "end").eTag();
      assertThat(filled(store, "end", 90, tag)).isEqualTo(10);
      assertThat(filled(store, "end", 100, tag)).isZero();
      assertThat(filled(store, "end", 1_000_000, tag)).isZero();
      assertThat(filled(store, "empty", 0, headed(store, "empty").eTag())).isZero();
    }
  }

  @Test
  void r2_anotherVersionIsNeverRead() {
    put("changing", bytes(100));
    try (S3ObjectStore store = open()) {
      ETag old = headed(store, "changing").eTag();
      put("changing", bytes(101));
      assertThat(get(store, "changing", 0, old, ByteBuffer.allocate(50)))
          .isInstanceOf(GetOutcome.Changed.class);
    }
  }

  @Test
  void badCredentialsAreDenied() {
    CredentialProperties.set(endpoint().accessKey(), "another secret");
    try (S3ObjectStore store = open()) {
      assertThatThrownBy(() -> list(store, "", false))
          .isInstanceOfSatisfying(
              VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.ACCESS_DENIED))
          .hasMessageContaining("ListObjectsV2 s3://pictures/")
          .hasMessageNotContaining("another secret");
    }
  }

  static ObjectSummary headed(S3ObjectStore store, String key) {
    HeadOutcome outcome = store.headObject(new ObjectKey(key));
    assertThat(outcome).isInstanceOf(HeadOutcome.Found.class);
    return ((HeadOutcome.Found) outcome).object();
  }

  static ListPage list(S3ObjectStore store, String prefix, boolean delimited) {
    return store.listObjectsV2(new ListRequest(prefix, delimited, null, null, 1000));
  }

  static GetOutcome get(
      S3ObjectStore store, String key, long offset, @Nullable ETag tag, ByteBuffer into) {
    return store.getObject(new GetRequest(new ObjectKey(key), offset, tag, null), into);
  }

  static GetOutcome get(
      S3ObjectStore store,
      String key,
      long offset,
      long length,
      @Nullable ETag tag,
      BodySink body) {
    GetRequest request = new GetRequest(new ObjectKey(key), offset, tag, null);
    return store.getObject(new RangeRequest(request, length, false), body);
  }

  static GetOutcome whole(S3ObjectStore store, ObjectSummary object, BodySink body) {
    GetRequest request = new GetRequest(object.key(), 0, object.eTag(), null);
    return store.getObject(new RangeRequest(request, object.size(), true), body);
  }

  private static int filled(S3ObjectStore store, String key, long offset, @Nullable ETag tag) {
    ByteBuffer into = ByteBuffer.allocate(50);
    assertThat(get(store, key, offset, tag, into)).isInstanceOf(GetOutcome.Filled.class);
    return into.position();
  }

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }
    return bytes;
  }
}
