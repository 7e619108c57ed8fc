package io.sluice.it.s3;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// All families of facts, against one server that lives as long as the test class.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class S3FactsContract
    implements ListingFacts, ReadingFacts, WritingFacts, MultipartFacts, AccessFacts {
  private static final AtomicInteger BUCKETS = new AtomicInteger();

  private @Nullable S3Client client;
  private String bucket = "";

  /// Starts the server.
  abstract void start() throws Exception;

  /// Stops the server.
  abstract void stop() throws Exception;

  /// The server that was started.
  abstract S3Endpoint endpoint();

  @BeforeAll
  final void startServer() throws Exception {
    start();
    client = signing(accessKey(), endpoint().secretKey());
  }

  @AfterAll
  final void stopServer() throws Exception {
    s3().close();
    stop();
  }

  @BeforeEach
  final void makeBucket() {
    bucket = "facts-" + BUCKETS.incrementAndGet();
    s3().createBucket(o -> o.bucket(bucket));
  }

  @Override
  public final String accessKey() {
    return endpoint().accessKey();
  }

  @Override
  public final S3Client s3() {
    return Objects.requireNonNull(client);
  }

  @Override
  public final S3Client s3(AwsCredentialsProvider credentials, String region) {
    return S3Client.builder()
        .httpClientBuilder(Apache5HttpClient.builder())
        .endpointOverride(endpoint().uri())
        .forcePathStyle(true)
        .credentialsProvider(credentials)
        .region(Region.of(region))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public final String bucket() {
    return bucket;
  }
}
