package io.sluice.vfs.s3.store;

import io.sluice.config.S3Settings;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.credentials.CredentialSource;
import io.sluice.vfs.s3.credentials.RenewableCredentials;
import io.sluice.vfs.s3.credentials.Renewal;
import io.sluice.vfs.s3.direct.BucketAddress;
import io.sluice.vfs.s3.direct.DirectBodySender;
import io.sluice.vfs.s3.direct.DirectBucket;
import io.sluice.vfs.s3.direct.DirectBuckets;
import io.sluice.vfs.s3.direct.DirectNameRequests;
import io.sluice.vfs.s3.direct.DirectRangeReader;
import io.sluice.vfs.s3.direct.RequestSigner;
import io.sluice.vfs.s3.http.HttpSender;
import io.sluice.vfs.s3.sdk.BlockingRangeReader;
import io.sluice.vfs.s3.sdk.EchoedKeyInterceptor;
import io.sluice.vfs.s3.sdk.ListBodyInterceptor;
import io.sluice.vfs.s3.sdk.SdkBodySender;
import io.sluice.vfs.s3.sdk.SdkNameRequests;
import io.sluice.vfs.s3.transport.BodySender;
import io.sluice.vfs.s3.transport.NameRequests;
import io.sluice.vfs.s3.transport.RangeReader;
import io.sluice.vfs.s3.transport.SystemProxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;

/// The ways to S3, made from settings: a sender of our own for names and bodies, and clients of the
/// SDK for all else and where only the SDK knows the way. Each has connections of its own, so that
/// reading ahead never makes a lookup wait for one.
public final class S3Connection implements AutoCloseable {
  /// DELETE at once: kernels send removals of one directory one by one.
  static final int CHANGES = 8;

  /// Requests about multipart uploads at once: each file takes two of them, and a server of many
  /// writers should not let one wait for another's.
  static final int MULTIPARTS = 16;

  /// CompleteMultipartUpload and UploadPartCopy at once, which take a while.
  static final int JOINS = 16;

  /// HEAD and LIST at once.
  static final int LOOKUPS = 32;

  /// All that share the connections of one client.
  static final int SMALL_CALLS = LOOKUPS + CHANGES + MULTIPARTS + JOINS;

  /// Bodies that are sent at once: one connection carries 50 to 100 MB/s to S3, and 64 of 8 MiB are
  /// more than a link of 10 Gbit/s holds.
  static final int SENT_BODIES = 64;

  /// GETs at once: 128 of 1 MiB with 30 ms before the first byte fill a link of 10 Gbit/s.
  static final int BODIES = 128;

  /// For one address of several. Within a network a connection is there in a millisecond, across
  /// the world in 300; a host that is not there should be noticed soon.
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /// Where the SDK tries only one address. Behind what else waits for a slow network it takes
  /// seconds.
  private static final Duration CONNECT_ALONE = Duration.ofSeconds(5);

  /// A body that stands still for so long is given up and resumed on another connection.
  private static final Duration STALL = Duration.ofSeconds(10);

  /// What was sent may still be on its way over a slow network; each request has a limit of its
  /// own.
  private static final Duration SENT = Duration.ofMinutes(5);

  /// S3 closes idle connections after about 20 s; one that is used just then breaks.
  private static final Duration IDLE = Duration.ofSeconds(15);

  /// Long enough for the tasks that close connections.
  private static final Duration QUIET = Duration.ofSeconds(1);

  /// Our own, since closing the SDK's waits for 2 s.
  private final SdkEventLoopGroup eventLoops = SdkEventLoopGroup.builder().build();

  private final S3AsyncClient smallCalls;

  private final DirectBuckets direct;

  /// Made when it is first needed; guarded by this.
  private @Nullable S3Client bodies;

  /// Made when it is first needed; guarded by this.
  private @Nullable S3Client sentBodies;

  private final RenewableCredentials credentials;
  private final S3Settings settings;
  private final Region region;
  private final @Nullable SystemProxy proxy;

  private S3Connection(S3Settings settings) {
    this.settings = settings;
    this.region = Regions.of(settings);
    this.proxy = SystemProxy.of(scheme(settings.endpointUrl()));
    this.credentials = CredentialSource.of(settings);
    this.smallCalls =
        configured(S3AsyncClient.builder())
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .proxyConfiguration(SystemProxy.forNetty(proxy))
                    .eventLoopGroup(eventLoops)
                    .maxConcurrency(SMALL_CALLS)
                    .connectionTimeout(CONNECT_ALONE)
                    .connectionMaxIdleTime(IDLE)
                    .readTimeout(settings.ioTimeout())
                    .tcpKeepAlive(true))
            // All that runs there is the waking of the thread that waits.
            .asyncConfiguration(async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
            .build();
    this.direct =
        new DirectBuckets(
            smallCalls.utilities(),
            new RequestSigner(credentials, region, Clock.systemUTC()),
            new HttpSender.Limits(CONNECT, STALL, IDLE));
  }

  /// Of the server that is asked, before there is a client that knows: from our settings, or those
  /// of AWS.
  private static String scheme(@Nullable URI endpoint) {
    String named =
        Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
            .map(System::getenv)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("");
    boolean isPlain =
        endpoint == null ? named.startsWith("http:") : "http".equals(endpoint.getScheme());
    return isPlain ? "http" : "https";
  }

  /// By measurement it needs 0.76 CPU-seconds per GB where the one on Netty needs 1.17, and a
  /// thirtieth of its garbage.
  synchronized S3Client bodies() {
    if (bodies == null) {
      bodies = configured(S3Client.builder()).httpClientBuilder(blocking(BODIES, STALL)).build();
    }
    return bodies;
  }

  /// Apart from the reading one, so that neither waits for the other's connections.
  public synchronized S3Client sentBodies() {
    if (sentBodies == null) {
      sentBodies =
          configured(S3Client.builder())
              // The checksum is a header, which every store takes and which costs no second copy.
              .serviceConfiguration(o -> o.chunkedEncodingEnabled(false))
              .httpClientBuilder(blocking(SENT_BODIES, SENT).expectContinueEnabled(false))
              .build();
    }
    return sentBodies;
  }

  /// @param stall until the next bytes of an answer
  private Apache5HttpClient.Builder blocking(int connections, Duration stall) {
    return Apache5HttpClient.builder()
        .proxyConfiguration(SystemProxy.forBlocking(proxy))
        .maxConnections(connections)
        .connectionTimeout(CONNECT)
        .socketTimeout(stall)
        .connectionMaxIdleTime(IDLE)
        .tcpKeepAlive(true);
  }

  /// Makes the clients; asks nothing of S3 yet.
  public static S3Connection open(S3Settings settings) {
    return new S3Connection(settings);
  }

  private <B extends S3BaseClientBuilder<B, ?>> B configured(B builder) {
    URI endpoint = settings.endpointUrl();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder
        .region(region)
        .credentialsProvider(credentials)
        .forcePathStyle(settings.forcePathStyle() || isPlainHost(endpoint))
        // Other stores than AWS refuse checksums in trailers, or do not know them.
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(o ->
            o.retryStrategy(DefaultRetryStrategy.doNotRetry())
                .addExecutionInterceptor(new ListBodyInterceptor())
                .addExecutionInterceptor(new EchoedKeyInterceptor()));
  }

  /// `localhost` or the name of a container: `bucket.localhost` is known to no resolver.
  private static boolean isPlainHost(@Nullable URI endpoint) {
    return endpoint != null && endpoint.getHost() != null && endpoint.getHost().indexOf('.') < 0;
  }

  /// The client for requests whose bodies are small.
  public S3AsyncClient smallCalls() {
    return smallCalls;
  }

  /// Where a bucket is.
  BucketAddress address(BucketName bucket) {
    return BucketAddress.of(smallCalls.utilities(), bucket);
  }

  /// What sends the bodies of one bucket.
  BodySender sender(BucketName bucket, ChecksumSupport checksums) {
    DirectBucket way = direct.of(bucket);
    return way == null
        ? new SdkBodySender(sentBodies(), bucket, checksums)
        : new DirectBodySender(way, checksums);
  }

  /// What reads the bodies of one bucket.
  RangeReader reader(BucketName bucket, ChecksumSupport checksums) {
    DirectBucket way = direct.of(bucket);
    return way == null
        ? new BlockingRangeReader(bodies(), bucket, checksums)
        : new DirectRangeReader(way, checksums);
  }

  /// What asks for the names of one bucket.
  NameRequests names(BucketName bucket) {
    DirectBucket way = direct.of(bucket);
    return way == null ? new SdkNameRequests(smallCalls, bucket) : new DirectNameRequests(way);
  }

  /// What requests do about credentials that expired.
  ///
  /// @param isAwaited whether they wait for others
  Renewal renewal(boolean isAwaited) {
    return new Renewal(credentials::expired, isAwaited);
  }

  RenewableCredentials credentials() {
    return credentials;
  }

  S3Settings settings() {
    return settings;
  }

  /// The region that requests are signed for.
  public String region() {
    return region.id();
  }

  /// The URL of the S3 server, whether it comes from our settings or from those of AWS; empty for
  /// AWS itself.
  String endpoint() {
    return smallCalls.serviceClientConfiguration().endpointOverride().map(URI::toString).orElse("");
  }

  private synchronized void closeBodies() {
    if (bodies != null) {
      bodies.close();
    }
    if (sentBodies != null) {
      sentBodies.close();
    }
  }

  /// Cuts all connections; calls under way fail.
  @Override
  public void close() {
    smallCalls.close();
    direct.close();
    closeBodies();
    credentials.close();
    // Its daemon threads end by themselves; nobody waits for them.
    var _ =
        eventLoops
            .eventLoopGroup()
            .shutdownGracefully(QUIET.toMillis(), QUIET.toMillis() * 2, TimeUnit.MILLISECONDS);
  }
}
