package io.sluice.it.fake.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// How entity tags come about: MD5 of a body, MD5 of part MD5s with their number, and stand-ins for
/// bodies that nobody wants to read whole.
public final class ETags {
  private ETags() {}

  /// A fresh MD5 computation.
  public static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /// The tag of an object put whole.
  public static String of(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The tag of a body, reading it.
  public static String of(Body body) {
    return of(body.digest(md5()));
  }

  /// The tag of an object made of parts: MD5 of their MD5s, then `-` and how many.
  public static String ofParts(List<String> partTags) {
    MessageDigest digest = md5();
    partTags.forEach(tag -> digest.update(HexFormat.of().parseHex(tag)));
    return of(digest) + "-" + partTags.size();
  }

  /// A tag in the form of an MD5 for a body that is computed, not read.
  public static String synthetic(String key, int edition, long size) {
    MessageDigest digest = md5();
    digest.update((edition + ":" + size + ":" + key).getBytes(StandardCharsets.UTF_8));
    return of(digest);
  }
}
