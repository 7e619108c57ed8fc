package io.sluice.it.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.S3Settings;
import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.vfs.s3.S3Uri;
import io.sluice.vfs.s3.store.BucketProbe;
import io.sluice.vfs.s3.store.ProbeOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Each thing that can be wrong at the start has one sentence and one cure.
@Timeout(20)
final class BucketProbeTest {
  private final FakeS3 s3 = FakeS3.start();

  @BeforeEach
  void giveCredentials() {
    s3.createBucket("pictures");
    s3.createBucket("elsewhere", "eu-west-1");
    CredentialProperties.set(s3.credentials().accessKey(), s3.credentials().secretKey());
  }

  @AfterEach
  void stop() {
    CredentialProperties.clear();
    s3.close();
  }

  @Test
  void aBucketThatCanBeListedIsUsable() {
    assertThat(check("s3://pictures/prefix")).isEqualTo(new ProbeOutcome.Usable("us-east-1"));
    assertThat(s3.counters().of(S3Operation.LIST_OBJECTS_V2).requests()).isEqualTo(1);
    assertThat(s3.counters().total().requests()).isEqualTo(1);
  }

  /// XML cannot say it.
  @Test
  void aBucketWhoseFirstKeyHasControlCharactersIsUsable() {
    s3.put("pictures", "a\u0001b", new byte[1]);
    assertThat(check("s3://pictures")).isEqualTo(new ProbeOutcome.Usable("us-east-1"));
  }

  @Test
  void anAbsentBucketIsNamed() {
    assertThat(check("s3://nothing"))
        .hasToString(
            "Bucket nothing does not exist at "
                + s3.endpoint()
                + ". Check its name, or set"
                + " --endpoint-url if another store has it.");
  }

  @Test
  void x5_anUnknownAccessKeyIsRefused() {
    CredentialProperties.set("AKIAOTHER", "secret");
    assertThat(check("s3://pictures").toString())
        .startsWith("The access key is unknown at")
        .contains("AWS_ACCESS_KEY_ID", "--profile")
        .doesNotContain("AKIAOTHER");
  }

  @Test
  void aWrongSecretIsRefused() {
    CredentialProperties.set(s3.credentials().accessKey(), "secret");
    assertThat(check("s3://pictures").toString())
        .startsWith("The secret key does not belong to the access key")
        .contains("AWS_SECRET_ACCESS_KEY");
  }

  @Test
  void withoutCredentialsAllWaysToGiveThemAreNamed() {
    CredentialProperties.clear();
    assertThat(check("s3://pictures").toString())
        .startsWith("No credentials were found for bucket pictures.")
        .contains("AWS_ACCESS_KEY_ID", "--profile", "--no-sign-request");
  }

  @Test
  void anUnknownProfileIsNamed() {
    S3Settings settings = settings(s3.endpoint(), "us-east-1", "no-such-profile", false);
    assertThat(BucketProbe.check(settings, S3Uri.parse("s3://pictures")).toString())
        .startsWith("There is no profile 'no-such-profile'");
  }

  @Test
  void credentialsThatExpiredAreTold() {
    s3.fault(FaultRule.on(new Fault.Status(400, "ExpiredToken")));
    assertThat(check("s3://pictures").toString())
        .startsWith("The session token of the credentials is not valid or has expired.");
    assertThat(s3.counters().total().requests()).isEqualTo(1);
  }

  @Test
  void aPrivateBucketIsNotReadAnonymously() {
    S3Settings settings = settings(s3.endpoint(), "us-east-1", null, true);
    assertThat(BucketProbe.check(settings, S3Uri.parse("s3://pictures")).toString())
        .startsWith("Listing bucket pictures is not allowed: HTTP 403 AccessDenied")
        .endsWith("leave out --no-sign-request and give credentials.");
  }

  @Test
  void aMissingRightIsNamed() {
    s3.fault(FaultRule.on(new Fault.Status(403, "AccessDenied")));
    assertThat(check("s3://pictures").toString())
        .startsWith("Listing bucket pictures is not allowed: HTTP 403 AccessDenied")
        .contains("s3:ListBucket");
  }

  @Test
  void theRightRegionIsNamed() {
    assertThat(check("s3://elsewhere"))
        .hasToString(
            "Bucket elsewhere is in region eu-west-1, not in us-east-1. Set --region eu-west-1.");
    S3Settings settings = settings(s3.endpoint(), "us-west-2", null, false);
    assertThat(BucketProbe.check(settings, S3Uri.parse("s3://elsewhere")).toString())
        .endsWith("Set --region eu-west-1.");
  }

  @Test
  void oneRefusalForLoadIsForgiven() {
    s3.fault(FaultRule.on(new Fault.Status(503, "SlowDown")).times(1));
    assertThat(check("s3://pictures")).isInstanceOf(ProbeOutcome.Usable.class);
    s3.fault(FaultRule.on(new Fault.Status(503, "SlowDown")));
    assertThat(check("s3://pictures").toString()).contains("cannot answer now: HTTP 503 SlowDown");
  }

  @Test
  void anEndpointOutsideOfOurSettingsIsNamedToo() {
    System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
    try {
      S3Settings settings =
          new S3Settings(null, "us-east-1", null, false, true, Duration.ofSeconds(20));
      assertThat(BucketProbe.check(settings, S3Uri.parse("s3://nothing")).toString())
          .startsWith("Bucket nothing does not exist at " + s3.endpoint() + ".");
    } finally {
      System.clearProperty("aws.endpointUrlS3");
    }
  }

  @Test
  void aRefusedConnectionIsTold() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertThat(checkAt(nobody).toString())
        .startsWith("S3 at " + nobody + " cannot be reached: connection refused.")
        .contains("--endpoint-url");
  }

  @Test
  void anUnknownHostIsTold() {
    assertThat(checkAt(URI.create("http://nowhere.invalid:9000")).toString())
        .contains("cannot be reached: the endpoint's host name is unknown");
  }

  @Test
  void httpsAtAServerOfHttpIsTold() {
    URI tls = URI.create("https://127.0.0.1:" + s3.endpoint().getPort());
    assertThat(checkAt(tls).toString()).contains("cannot be reached", "http or https");
  }

  @Test
  void whatIsNotS3IsTold() throws IOException {
    assertThat(checkAgainst("HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n<html></html>"))
        .contains("is not S3");
    assertThat(checkAgainst("HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\noops"))
        .contains("is not S3");
    assertThat(checkAgainst("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\noops"))
        .contains("is not S3");
    assertThat(checkAgainst("HTTP/1.1 302 Found\r\nlocation: /login\r\ncontent-length: 0\r\n\r\n"))
        .contains("is not S3");
    assertThat(checkAgainst("SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n")).contains("is not S3");
  }

  /// Checks against a server that gives this answer to everybody.
  private static String checkAgainst(String answer) throws IOException {
    try (CannedServer server = new CannedServer(answer)) {
      return checkAt(server.endpoint()).toString();
    }
  }

  private ProbeOutcome check(String uri) {
    return BucketProbe.check(settings(s3.endpoint(), "us-east-1", null, false), S3Uri.parse(uri));
  }

  private static ProbeOutcome checkAt(URI endpoint) {
    return BucketProbe.check(
        settings(endpoint, "us-east-1", null, false), S3Uri.parse("s3://pictures"));
  }

  private static S3Settings settings(
      URI endpoint, String region, @Nullable String profile, boolean anonymous) {
    return new S3Settings(endpoint, region, profile, anonymous, false, Duration.ofSeconds(20));
  }
}
