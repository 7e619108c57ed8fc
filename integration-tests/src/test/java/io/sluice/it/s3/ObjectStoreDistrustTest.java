package io.sluice.it.s3;

import static io.sluice.it.s3.ObjectStoreContract.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.store.S3ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Servers that answer another question than the one that was asked: no byte of theirs is taken.
final class ObjectStoreDistrustTest {
  private static final ETag TAG = new ETag("\"one\"");

  @BeforeEach
  void giveCredentials() {
    CredentialProperties.set("AKIAANY", "any");
  }

  @AfterEach
  void takeCredentials() {
    CredentialProperties.clear();
  }

  @Test
  void anotherRangeThanTheOneAskedIsAnError() throws IOException {
    String answer = "HTTP/1.1 206 Partial\r\ncontent-range: bytes 0-3/10\r\ncontent-length: 4";
    assertThatThrownBy(() -> read(answer, "etag: \"one\"\r\n\r\nabcd", 4, ByteBuffer.allocate(4)))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.IO));
  }

  @Test
  void aServerWithoutRangesServesTheStartOnly() throws IOException {
    String answer = "HTTP/1.1 200 OK\r\ncontent-length: 10";
    ByteBuffer into = ByteBuffer.allocate(4);
    assertThat(read(answer, "etag: \"one\"\r\n\r\nabcdefghij", 0, into))
        .isEqualTo(new GetOutcome.Filled(null));
    assertThat(new String(into.array(), StandardCharsets.US_ASCII)).isEqualTo("abcd");
    assertThatThrownBy(
            () -> read(answer, "etag: \"one\"\r\n\r\nabcdefghij", 4, ByteBuffer.allocate(4)))
        .isInstanceOf(VfsException.class);
  }

  @Test
  void r2_aServerThatIgnoresIfMatchIsFoundOut() throws IOException {
    String answer = "HTTP/1.1 206 Partial\r\ncontent-range: bytes 4-7/10\r\ncontent-length: 4";
    ByteBuffer into = ByteBuffer.allocate(4);
    assertThat(read(answer, "etag: \"two\"\r\n\r\nefgh", 4, into))
        .isEqualTo(new GetOutcome.Changed());
    assertThat(into.position()).isZero();
    assertThat(read(answer, "etag: \"one\"\r\n\r\nefgh", 4, into))
        .isEqualTo(new GetOutcome.Filled(null));
  }

  @Test
  void r1_anObjectWhoseHeadHasNoLengthIsNotEmpty() throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\netag: \"one\"\r\nlast-modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n\r\n";
    String list =
        "<ListBucketResult><Contents><Key>k</Key><Size>10</Size><ETag>\"one\"</ETag>"
            + "<LastModified>2015-10-21T07:28:00Z</LastModified></Contents></ListBucketResult>";

    assertThat(head(head + list))
        .isInstanceOfSatisfying(
            HeadOutcome.Found.class, found -> assertThat(found.object().size()).isEqualTo(10));
    assertThatThrownBy(() -> head(head + "<ListBucketResult></ListBucketResult>"))
        .isInstanceOf(VfsException.class);
  }

  @Test
  void aDocumentThatIsNoListingIsNoEmptyListing() {
    String page = "<html><body>log in</body></html>";
    assertThatThrownBy(() -> list(page))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.IO));
  }

  @Test
  void anErrorUnderStatus200IsNoEmptyListing() {
    assertThatThrownBy(() -> list("<Error><Code>AccessDenied</Code></Error>"))
        .isInstanceOf(VfsException.class);
  }

  @Test
  void aListingWithoutKeysIsEmpty() throws IOException {
    assertThat(list("<ListBucketResult><Name>pictures</Name></ListBucketResult>").objects())
        .isEmpty();
  }

  private static HeadOutcome head(String answer) throws IOException {
    return asked(answer, store -> store.headObject(new ObjectKey("k")));
  }

  private static ListPage list(String body) throws IOException {
    String answer =
        "HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s".formatted(body.length(), body);
    return asked(answer, store -> store.listObjectsV2(new ListRequest("", true, null, null, 1000)));
  }

  private static GetOutcome read(String head, String rest, long offset, ByteBuffer into)
      throws IOException {
    return asked(head + "\r\n" + rest, store -> get(store, "object", offset, TAG, into));
  }

  /// What comes of a question to a server that has this answer to all.
  private static <T> T asked(String answer, Function<S3ObjectStore, T> question)
      throws IOException {
    try (CannedServer server = new CannedServer(answer);
        S3ObjectStore store =
            S3ObjectStore.open(
                S3Endpoint.settings(server.endpoint()),
                new BucketName("pictures"),
                S3Calls.UNOBSERVED)) {
      return question.apply(store);
    }
  }
}
