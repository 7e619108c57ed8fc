package io.sluice.it.kernel;

import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.SyntheticBody;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Ranges of a computed object for the guest to read, one a line: `SUM OFFSET COUNT`, the MD5 in
/// hexadecimal.
final class Ranges {
  private static final int RANDOM_SEED = 7;
  private static final int LONGEST = 300_000;

  private final SyntheticBody body;

  Ranges(SyntheticBody body) {
    this.body = body;
  }

  /// The whole object in that many pieces of one size.
  String pieces(int count) {
    var size = body.size() / count;
    return LongStream.range(0, count)
        .mapToObj(piece -> line(piece * size, size))
        .collect(Collectors.joining());
  }

  /// Ranges of 1 to 300,000 bytes anywhere, the same in every run.
  String random(int count) {
    var random = new SplittableRandom(RANDOM_SEED);
    return Stream.generate(
            () -> {
              var length = random.nextLong(1, LONGEST + 1);
              return line(random.nextLong(body.size() - length + 1), length);
            })
        .limit(count)
        .collect(Collectors.joining());
  }

  /// The last bytes.
  String end(long count) {
    return line(body.size() - count, count);
  }

  private String line(long offset, long count) {
    return "%s %d %d%n".formatted(md5(offset, count), offset, count);
  }

  /// The MD5 of a range.
  String md5(long offset, long count) {
    return md5(List.of(body.slice(offset, count)));
  }

  /// The MD5 of bodies one behind another.
  static String md5(List<? extends Body> bodies) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      bodies.forEach(body -> body.digest(digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
