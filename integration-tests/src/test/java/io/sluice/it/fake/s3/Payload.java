package io.sluice.it.fake.s3;

import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.ETags;
import io.sluice.it.fake.store.HeldBody;
import io.sluice.it.fake.store.JoinedBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// The body that a client sent, whole and checked.
///
/// @param etag MD5 in hex, or just another one each time where the bucket does not hash
/// @param checksums what the client said of it, by header name
record Payload(Body body, String etag, Map<String, String> checksums) {
  /// A little below half a region of a heap of some gigabytes: of a larger array G1 wastes up to as
  /// much as it holds, and tests write gigabytes.
  private static final int PIECE = (1 << 20) - 1024;

  private static final AtomicLong NUMBERS = new AtomicLong();

  /// Reads the payload to its end.
  ///
  /// @throws S3Refusal BadDigest if a checksum does not fit, IncompleteBody
  static Payload read(Bucket bucket, S3Request request) throws IOException {
    MessageDigest md5 = ETags.md5();
    List<Body> pieces = new ArrayList<>();
    byte[] piece = request.payload().readNBytes(firstPiece(request));
    while (piece.length > 0) {
      if (bucket.hashes()) {
        md5.update(piece);
      }
      pieces.add(new HeldBody(piece));
      piece = request.payload().readNBytes(PIECE);
    }
    Body body = JoinedBody.of(pieces);
    checkLength(request, body);
    if (!bucket.hashes()) {
      md5.update(Long.toString(NUMBERS.incrementAndGet()).getBytes(StandardCharsets.US_ASCII));
    }
    return new Payload(body, ETags.of(md5), verified(request, body));
  }

  /// The payload as text, for the small documents of control requests.
  static String text(S3Request request) throws IOException {
    byte[] bytes = request.payload().readNBytes(PIECE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int firstPiece(S3Request request) {
    String length =
        request
            .headers()
            .get("x-amz-decoded-content-length", request.headers().get("content-length", ""));
    return length.isEmpty() ? PIECE : Math.clamp(Long.parseLong(length), 1, PIECE);
  }

  private static void checkLength(S3Request request, Body body) {
    String decoded = request.headers().get("x-amz-decoded-content-length");
    if (decoded != null && Long.parseLong(decoded) != body.size()) {
      throw new S3Refusal(400, "IncompleteBody", "The body is not as long as its header says");
    }
  }

  private static Map<String, String> verified(S3Request request, Body body) {
    Map<String, String> checksums = new LinkedHashMap<>();
    for (Checksum checksum : Checksum.values()) {
      String name = checksum.header();
      String said = request.headers().get(name);
      said = said == null ? request.trailers().get(name) : said;
      if (said == null) {
        continue;
      }
      if (!Objects.equals(said, checksum.of(body))) {
        String message = "The " + checksum + " you specified did not match what was received";
        throw new S3Refusal(400, "BadDigest", message);
      }
      if (checksum != Checksum.MD5) {
        checksums.put(name, said);
      }
    }
    return checksums;
  }
}
