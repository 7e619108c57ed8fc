package io.sluice.it.bench;

import io.sluice.config.S3Settings;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.store.S3ObjectStore;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// What sends a part: ours, or the SDK with one of its HTTP clients.
interface UploadEngine extends AutoCloseable {
  /// Sends a part; may be called by many threads.
  void send(int number, UploadBody body);

  @Override
  void close();

  /// The product's.
  static UploadEngine own(URI endpoint) {
    S3Settings settings =
        new S3Settings(endpoint, "us-east-1", null, false, true, Duration.ofSeconds(45));
    S3ObjectStore store =
        S3ObjectStore.open(settings, new BucketName("bucket"), S3Calls.UNOBSERVED);
    return new UploadEngine() {
      @Override
      public void send(int number, UploadBody body) {
        PartSlot slot = new PartSlot(new ObjectKey("key"), new UploadId("upload"), number);
        store.uploads().uploadPart(slot, body);
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }

  /// The asynchronous client of the SDK.
  static UploadEngine netty(URI endpoint) {
    S3AsyncClient client =
        configured(S3AsyncClient.builder(), endpoint)
            .httpClientBuilder(NettyNioAsyncHttpClient.builder())
            .build();
    return new UploadEngine() {
      @Override
      public void send(int number, UploadBody body) {
        ByteBuffer[] pieces =
            body.pieces().stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
        var _ =
            client
                .uploadPart(request(number, body), AsyncRequestBody.fromByteBuffersUnsafe(pieces))
                .join();
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  /// The blocking client of the SDK.
  static UploadEngine apache(URI endpoint) {
    S3Client client =
        configured(S3Client.builder(), endpoint)
            .serviceConfiguration(o -> o.chunkedEncodingEnabled(false))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    return new UploadEngine() {
      @Override
      public void send(int number, UploadBody body) {
        ByteBuffer piece = body.pieces().getFirst();
        RequestBody content =
            RequestBody.fromContentProvider(
                () -> new BufferInput(piece.duplicate()), body.size(), "application/octet-stream");
        var _ = client.uploadPart(request(number, body), content);
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  private static <B extends S3BaseClientBuilder<B, ?>> B configured(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
  }

  private static UploadPartRequest request(int number, UploadBody body) {
    return UploadPartRequest.builder()
        .bucket("bucket")
        .key("key")
        .uploadId("upload")
        .partNumber(number)
        .contentLength(body.size())
        .build();
  }
}
