package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpRequest;
import io.sluice.it.fake.http.PercentCoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The claim of a signed request (AWS Signature Version 4, by header or presigned), and what its
/// signature ought to be.
///
/// @param scope `date/region/service/aws4_request`
/// @param presigned whether it came in the query
record Signature(
    String accessKey,
    List<String> scope,
    String time,
    List<String> signedHeaders,
    String payloadHash,
    String value,
    boolean presigned) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /// Reads the claim, or null for an anonymous request.
  static @Nullable Signature of(HttpRequest http) {
    String header = http.headers().get("authorization");
    if (header != null) {
      return new Signature(
          fields(field(header, "Credential="), '/').getFirst(),
          scope(field(header, "Credential=")),
          http.headers().get("x-amz-date", ""),
          fields(field(header, "SignedHeaders="), ';'),
          http.headers().get("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
          field(header, "Signature="),
          false);
    }
    if (!http.query().has("X-Amz-Signature")) {
      return null;
    }
    return new Signature(
        fields(http.query().get("X-Amz-Credential", ""), '/').getFirst(),
        scope(http.query().get("X-Amz-Credential", "")),
        http.query().get("X-Amz-Date", ""),
        fields(http.query().get("X-Amz-SignedHeaders", ""), ';'),
        "UNSIGNED-PAYLOAD",
        http.query().get("X-Amz-Signature", ""),
        true);
  }

  private static String field(String header, String name) {
    int from = header.indexOf(name);
    if (!header.startsWith(ALGORITHM) || from < 0) {
      throw malformed("The authorization header is malformed");
    }
    int end = header.indexOf(',', from);
    return header.substring(from + name.length(), end < 0 ? header.length() : end).strip();
  }

  private static List<String> scope(String credential) {
    List<String> all = fields(credential, '/');
    if (all.size() != 5) {
      throw malformed("The credential is malformed");
    }
    return all.subList(1, 5);
  }

  private static List<String> fields(String joined, char separator) {
    return List.of(joined.split(Pattern.quote("" + separator), -1));
  }

  static S3Refusal malformed(String message) {
    return new S3Refusal(400, "AuthorizationHeaderMalformed", message);
  }

  String region() {
    return scope.get(1);
  }

  /// Whether the signature is the one that `secretKey` gives.
  boolean isBy(String secretKey, HttpRequest http) {
    String joinedScope = String.join("/", scope);
    String toSign =
        ALGORITHM + "\n" + time + "\n" + joinedScope + "\n" + hex(sha256(canonical(http)));
    byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
    for (String step : scope) {
      key = hmac(key, step);
    }
    byte[] expected = hex(hmac(key, toSign)).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, value.getBytes(StandardCharsets.US_ASCII));
  }

  private String canonical(HttpRequest http) {
    StringBuilder out = new StringBuilder(1024);
    out.append(http.method()).append('\n');
    out.append(PercentCoding.encode(PercentCoding.decode(http.path()), false)).append('\n');
    out.append(http.query().canonical("X-Amz-Signature")).append('\n');
    for (String name : signedHeaders) {
      String value = http.headers().get(name, "").strip().replaceAll(" +", " ");
      out.append(name).append(':').append(value).append('\n');
    }
    out.append('\n').append(String.join(";", signedHeaders)).append('\n');
    return out.append(payloadHash).toString();
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
