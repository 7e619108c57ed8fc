package io.sluice.it.fake;

import static io.sluice.it.fake.shape.S3Operation.LIST_OBJECTS_V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.fake.shape.Count;
import io.sluice.it.fake.shape.Counts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The back door of the small S3, over HTTP.
final class BackDoorTest {
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final FakeS3 s3 = FakeS3.start();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int port;

  @BeforeEach
  void open() throws IOException {
    s3.createBucket("b").setPublic(true);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    port = BackDoor.open(s3, "b", any).getPort();
  }

  @AfterEach
  void stop() {
    http.close();
    s3.close();
  }

  private String get(String address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private String door(String path) throws IOException, InterruptedException {
    return get("http://127.0.0.1:" + port + path);
  }

  @Test
  void countersOfAnotherProcessAreReadAsTheyAre() throws Exception {
    String listing = get(s3.endpoint() + "/b?list-type=2");
    Counts read = BackDoorClient.ofReadyLine("ready x back-door=" + port).counts();

    assertThat(read).isEqualTo(s3.counters());
    assertThat(read.of(LIST_OBJECTS_V2)).isEqualTo(new Count(1, 0, listing.length()));
  }

  @Test
  void changesAreNotCounted() throws Exception {
    door("/put?key=d/k&text=hello");
    assertThat(get(s3.endpoint() + "/b/d/k")).isEqualTo("hello");
    Counts before = s3.counters();
    door("/delete?key=d/k");

    assertThat(s3.has("b", "d/k")).isFalse();
    assertThat(s3.counters()).isEqualTo(before);
  }

  @Test
  void churnLeavesWhatStaysAlone() throws Exception {
    s3.attach("b", NameTrees.wide("d/", 1_000));
    door("/churn?directory=d");
    String changes = door("/calm").strip();

    assertThat(Long.parseLong(changes)).isPositive();
    for (int i = 0; i < 1_000; i++) {
      assertThat(s3.has("b", "d/f%07d".formatted(i))).isTrue();
    }
  }

  @Test
  void whatSomebodyWritesIsSeenAtOnceAndRemembered() throws Exception {
    assertThat(door("/sum?key=d/k")).isEqualTo("none\n");
    door("/put?key=d/k&text=");
    door("/put?key=d/k&text=hello");
    s3.bucket("b").uploads().create("d/u", "STANDARD", Map.of(), false, Instant.EPOCH);

    assertThat(door("/sum?key=d/k")).isEqualTo("5 5d41402abc4b2a76b9719d911017c592\n");
    assertThat(door("/history").lines()).hasSize(2);
    assertThat(door("/history")).matches("\\d+ 0 d/k\n\\d+ 5 d/k\n");
    assertThat(door("/uploads")).matches("upload\\d+ d/u\n");
  }

  @Test
  void faultsComeAndGo() throws Exception {
    door("/put?key=k&text=hello");
    door("/fault?on=GET_OBJECT,PUT_OBJECT&status=403&code=AccessDenied");
    assertThat(get(s3.endpoint() + "/b/k")).contains("AccessDenied");
    door("/heal");
    assertThat(get(s3.endpoint() + "/b/k")).isEqualTo("hello");
  }

  @Test
  void silenceEndsWhenItIsHealed() throws Exception {
    door("/put?key=k&text=hello");
    door("/fault?on=GET_OBJECT&silent");
    HttpRequest impatient =
        HttpRequest.newBuilder(URI.create(s3.endpoint() + "/b/k")).timeout(PATIENCE).build();
    assertThatThrownBy(() -> http.send(impatient, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    door("/heal");
    assertThat(get(s3.endpoint() + "/b/k")).isEqualTo("hello");
  }
}
