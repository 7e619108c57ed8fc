package io.sluice.it.reading;

import io.sluice.it.bucket.TestBucket;
import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.store.SyntheticBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/// A few objects that somebody else replaces, and which of their editions a reader may see. Each
/// edition has other bytes, and another length if that is wanted.
final class Editions implements AutoCloseable {
  private static final int SHORTEST = 100 << 10;
  private static final int LONGEST = 1_500_000;

  private final FakeS3 s3;
  private final boolean isVersioned;
  private final boolean isOfOneLength;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// The newest edition that may be there. Written by the one who replaces, before the object is;
  /// read by readers.
  private final AtomicIntegerArray newest;

  /// The newest edition that is certainly there, or was. Written by the one who replaces, after the
  /// object is.
  private final AtomicIntegerArray settled;

  /// The oldest edition that whoever opens the file now may see. Written by the one who replaces.
  private final AtomicIntegerArray oldest;

  /// Puts the first edition of each.
  ///
  /// @param isVersioned whether the bucket keeps old versions; a plain client puts the objects
  ///   unless it does, as they would need memory
  Editions(FakeS3 s3, int count, boolean isVersioned, boolean isOfOneLength)
      throws IOException, InterruptedException {
    this.s3 = s3;
    this.isVersioned = isVersioned;
    this.isOfOneLength = isOfOneLength;
    this.newest = new AtomicIntegerArray(count);
    this.settled = new AtomicIntegerArray(count);
    this.oldest = new AtomicIntegerArray(count);
    s3.bucket(TestBucket.NAME).setPublic(true);
    s3.bucket(TestBucket.NAME).setOpen(true);
    s3.bucket(TestBucket.NAME).setVersioned(isVersioned);
    for (int number = 0; number < count; number++) {
      put(number, 0);
    }
  }

  static String key(int number) {
    return "object-" + number;
  }

  SyntheticBody body(int number, int edition) {
    long size =
        isOfOneLength
            ? LONGEST
            : new SplittableRandom(number * 100_000L + edition).nextLong(SHORTEST, LONGEST);
    return SyntheticBody.of(key(number), edition, size);
  }

  /// Replaces an object.
  void replace(int number) throws IOException, InterruptedException {
    put(number, newest.incrementAndGet(number));
    settled.set(number, newest.get(number));
  }

  private void put(int number, int edition) throws IOException, InterruptedException {
    SyntheticBody body = body(number, edition);
    if (isVersioned) {
      s3.putSynthetic(TestBucket.NAME, key(number), body.size(), edition);
      return;
    }
    URI uri = s3.endpoint().resolve("/" + TestBucket.NAME + "/" + key(number));
    HttpRequest request =
        HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofByteArray(body.read())).build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("PUT: " + answer.body());
    }
  }

  /// The TTL has passed: whoever opens a file now sees what is there.
  void theTtlHasPassed() {
    for (int number = 0; number < oldest.length(); number++) {
      oldest.set(number, newest.get(number));
    }
  }

  /// The oldest edition that may be seen by whoever opens the file now.
  int oldest(int number) {
    return oldest.get(number);
  }

  /// The newest edition that may be there.
  int newest(int number) {
    return newest.get(number);
  }

  /// The newest edition that is certainly there, or was.
  int settled(int number) {
    return settled.get(number);
  }

  /// The length of the shortest edition from this one on.
  long shortest(int number, int edition) {
    return IntStream.rangeClosed(edition, newest(number))
        .mapToLong(each -> body(number, each).size())
        .min()
        .orElseThrow();
  }

  /// The edition that has exactly these bytes there, -1 if none has.
  int of(int number, long offset, ByteBuffer data) {
    for (int edition = newest(number); edition >= 0; edition--) {
      if (has(number, edition, offset, data)) {
        return edition;
      }
    }
    return -1;
  }

  /// Whether the edition has exactly these bytes there.
  boolean has(int number, int edition, long offset, ByteBuffer data) {
    SyntheticBody body = body(number, edition);
    return offset + data.remaining() <= body.size() && KnownFile.mismatch(body, offset, data) < 0;
  }

  @Override
  public void close() {
    http.close();
  }
}
