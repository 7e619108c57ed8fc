package io.sluice.it.fake;

import io.sluice.it.fake.shape.Counts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/// Asks the [BackDoor] of a [FakeS3Main] on this machine.
public final class BackDoorClient {
  private static final String PORT = "back-door=";

  private final URI door;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private BackDoorClient(URI door) {
    this.door = door;
  }

  /// Finds it in the line by which [FakeS3Main] says that it is ready.
  public static BackDoorClient ofReadyLine(String ready) {
    String port = ready.substring(ready.indexOf(PORT) + PORT.length()).split(" ", 2)[0];
    return new BackDoorClient(URI.create("http://127.0.0.1:" + port));
  }

  /// The counters so far.
  public Counts counts() throws IOException, InterruptedException {
    return Counts.ofLines(get("/counts"));
  }

  /// See [WrittenObjects#sum].
  public String sum(String key) throws IOException, InterruptedException {
    return get("/sum?key=" + key);
  }

  /// Deletes an object.
  public void delete(String key) throws IOException, InterruptedException {
    get("/delete?key=" + key);
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(door.resolve(path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
