package io.sluice.it.fake;

import io.sluice.it.fake.http.PercentCoding;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.StoredObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// What an independent client would see of a bucket that somebody writes, at any moment: for the
/// [BackDoor].
final class WrittenObjects {
  private final Bucket bucket;
  private final Queue<String> history = new ConcurrentLinkedQueue<>();

  WrittenObjects(Bucket bucket) {
    this.bucket = bucket;
    bucket.watch(object -> history.add(line(object)));
  }

  private static String line(StoredObject object) {
    String key = PercentCoding.encode(object.key(), false);
    return "%d %d %s%n".formatted(System.currentTimeMillis(), object.size(), key);
  }

  /// Size and MD5 (hexadecimal) of the object's bytes; `none` if there is no object.
  String sum(String key) {
    StoredObject object = bucket.current(key);
    return object == null ? "none\n" : "%d %s%n".formatted(object.size(), md5(object));
  }

  /// A line as of `md5sum` for each object below a prefix, which its name lacks; in their order.
  String sums(String prefix) {
    StringBuilder lines = new StringBuilder();
    StoredObject object = bucket.ceiling(prefix);
    while (object != null && object.key().startsWith(prefix)) {
      String name = object.key().substring(prefix.length());
      lines.append(md5(object)).append("  ").append(name).append('\n');
      object = bucket.ceiling(object.key() + '\0');
    }
    return lines.toString();
  }

  private static String md5(StoredObject object) {
    try {
      MessageDigest md5 = object.body().digest(MessageDigest.getInstance("MD5"));
      return HexFormat.of().formatHex(md5.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /// A line for each object that was ever to be seen since the door was opened, in their order:
  /// time (milliseconds), size, key (percent-encoded).
  String history() {
    return String.join("", history);
  }

  /// A line for each multipart upload under way: id and key.
  String uploads() {
    return bucket.uploads().all("").stream()
        .map(upload -> upload.id() + ' ' + PercentCoding.encode(upload.key(), false) + '\n')
        .collect(Collectors.joining());
  }
}
