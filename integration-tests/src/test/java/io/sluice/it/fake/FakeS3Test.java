package io.sluice.it.fake;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.HEAD_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.LIST_OBJECTS_V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.fake.shape.Count;
import io.sluice.it.fake.shape.Counts;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.Gate;
import io.sluice.it.fake.shape.Profile;
import io.sluice.it.fake.shape.RecordingTimer;
import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.NumberedKeys;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The small S3 by plain HTTP, without an SDK between.
final class FakeS3Test {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private final RecordingTimer timer = new RecordingTimer();
  private final FakeS3 s3 = FakeS3.start(FakeS3Options.defaults().timer(timer).clock(() -> TIME));
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void makePublicBucket() {
    s3.createBucket("b").setPublic(true);
  }

  @AfterEach
  void stop() {
    http.close();
    s3.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(s3.endpoint() + path));
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Test
  void rangeNearTheEndOfAHugeObjectIsExact() throws Exception {
    Body body = s3.putSynthetic("b", "huge", 100L << 30).body();
    long from = (100L << 30) - 3_000_000;

    HttpResponse<byte[]> got = get("/b/huge", "Range", "bytes=" + from + "-");
    assertThat(got.statusCode()).isEqualTo(206);
    assertThat(got.body()).isEqualTo(body.slice(from, 3_000_000).read());
  }

  @Test
  void requestsAndBytesAreCounted() throws Exception {
    s3.putSynthetic("b", "k", 1000);
    get("/b/k");
    Counts before = s3.counters();
    get("/b/k", "Range", "bytes=0-9");
    get("/b/k", "Range", "bytes=0-9");
    http.send(request("/b/k").HEAD().build(), BodyHandlers.discarding());

    Counts since = s3.counters().since(before);
    assertThat(since.requests()).isEqualTo(Map.of(GET_OBJECT, 2L, HEAD_OBJECT, 1L));
    assertThat(since.of(GET_OBJECT)).isEqualTo(new Count(2, 0, 20));
    assertThat(since.of(HEAD_OBJECT)).isEqualTo(new Count(1, 0, 0));
  }

  @Test
  void connectionsAreKept() throws Exception {
    s3.put("b", "k", "x");
    for (int i = 0; i < 5; i++) {
      get("/b/k");
    }

    assertThat(s3.connections()).isEqualTo(1);
  }

  @Test
  void profileDelaysTheFirstByteAndPacesTheRest() throws Exception {
    s3.putSynthetic("b", "k", 9_000_000);
    s3.profile(Profile.s3Like());
    get("/b/k");

    Duration took = Duration.ofNanos(timer.now());
    assertThat(took).isBetween(Duration.ofMillis(129), Duration.ofMillis(131));
  }

  @Test
  void smallRequestsCostTheLatencyAlone() throws Exception {
    s3.profile(Profile.s3Like());
    get("/b?list-type=2");

    assertThat(s3.counters().of(LIST_OBJECTS_V2).requests()).isEqualTo(1);
    assertThat(Duration.ofNanos(timer.now()))
        .isBetween(Duration.ofMillis(30), Duration.ofMillis(31));
  }

  @Test
  void statusFaultAnswersSoOftenAndThenHeals() throws Exception {
    s3.put("b", "k", "x");
    s3.fault(FaultRule.on(new Fault.Status(503, "SlowDown"), GET_OBJECT).key("k").times(1));

    HttpResponse<byte[]> refused = get("/b/k");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("<Code>SlowDown<");
    assertThat(get("/b/k").statusCode()).isEqualTo(200);
  }

  @Test
  void truncatedBodyEndsTheConnectionEarly() {
    s3.putSynthetic("b", "k", 100_000);
    s3.fault(FaultRule.on(new Fault.Truncate(777), GET_OBJECT));

    assertThatThrownBy(() -> get("/b/k")).isInstanceOf(IOException.class);
    assertThat(s3.counters().of(GET_OBJECT).bytesSent()).isEqualTo(777);
  }

  @Test
  void flippedByteIsTheOnlyDifference() throws Exception {
    s3.put("b", "k", "abc");
    s3.fault(FaultRule.on(new Fault.Flip(1), GET_OBJECT).times(1));

    assertThat(new String(get("/b/k").body(), StandardCharsets.UTF_8)).isEqualTo("acc");
    assertThat(new String(get("/b/k").body(), StandardCharsets.UTF_8)).isEqualTo("abc");
  }

  @Test
  void resetBreaksTheConnection() {
    s3.put("b", "k", "x");
    s3.fault(FaultRule.on(new Fault.Reset(), GET_OBJECT));

    assertThatThrownBy(() -> get("/b/k")).isInstanceOf(IOException.class);
  }

  @Test
  void delayedRequestIsAnsweredLater() throws Exception {
    s3.put("b", "k", "x");
    s3.fault(FaultRule.on(new Fault.Delay(Duration.ofSeconds(7)), GET_OBJECT));

    assertThat(get("/b/k").statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(timer.now())).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void heldRequestGoesOnWhenReleased() throws Exception {
    s3.put("b", "k", "x");
    Gate gate = s3.hold(GET_OBJECT, "k");
    CompletableFuture<HttpResponse<byte[]>> held =
        http.sendAsync(request("/b/k").build(), BodyHandlers.ofByteArray());
    gate.awaitArrivals(1);
    assertThat(held).isNotDone();
    gate.release();

    assertThat(held.get().statusCode()).isEqualTo(200);
  }

  @Test
  void swallowedRequestGetsNoAnswer() throws Exception {
    Gate gate = new Gate();
    s3.fault(FaultRule.on(new Fault.BlackHole(gate)));
    CompletableFuture<HttpResponse<byte[]>> swallowed =
        http.sendAsync(request("/b/k").build(), BodyHandlers.ofByteArray());
    gate.awaitArrivals(1);
    assertThat(swallowed).isNotDone();
    gate.release();

    assertThatThrownBy(swallowed::get).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void bucketMayStandInTheHostName() throws Exception {
    s3.put("b", "dir/k", "virtual");

    assertThat(raw("GET /dir/k HTTP/1.1\r\nHost: b.localhost:80\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\r\n\r\nvirtual");
    assertThat(raw("GET /dir/k HTTP/1.1\r\nHost: b.s3.localhost\r\nConnection: close\r\n\r\n"))
        .endsWith("\r\n\r\nvirtual");
  }

  @Test
  void garbageEndsItsConnectionOnly() throws Exception {
    s3.put("b", "k", "x");

    assertThat(raw("\u0016\u0003\u0001 not HTTP\r\n\r\n")).isEmpty();
    assertThat(get("/b/k").statusCode()).isEqualTo(200);
  }

  private String raw(String request) throws IOException {
    URI endpoint = s3.endpoint();
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void lastModifiedHasWholeSecondsOfTheClock() throws Exception {
    s3.put("b", "k", "x");

    assertThat(get("/b/k").headers().firstValue("last-modified"))
        .contains("Fri, 02 Jan 2026 03:04:05 GMT");
  }

  @Test
  void computedKeysAreServed() throws Exception {
    s3.attach("b", NumberedKeys.flat("big/f", 1_000_000, 10, TIME));

    HttpResponse<byte[]> page = get("/b?list-type=2&start-after=big/f0999997");
    assertThat(new String(page.body(), StandardCharsets.UTF_8))
        .contains("<KeyCount>2</KeyCount>", "<Key>big/f0999998</Key>", "<Key>big/f0999999</Key>");
    assertThat(get("/b/big/f0999999").body()).hasSize(10);
    assertThat(get("/b/big/f1000000").statusCode()).isEqualTo(404);
  }
}
