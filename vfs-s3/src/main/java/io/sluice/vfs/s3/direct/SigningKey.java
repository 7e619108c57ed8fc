package io.sluice.vfs.s3.direct;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that signs the requests of one day to S3 in one region (Amazon S3 API reference,
/// "Authenticating Requests: Using the Authorization Header", task 3).
///
/// @param secret of the account
/// @param day as yyyyMMdd
/// @param region that is asked
/// @param key derived from these
record SigningKey(String secret, String day, String region, SecretKeySpec key) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "s3";
  private static final String END = "aws4_request";
  private static final String HMAC = "HmacSHA256";

  static SigningKey of(String secret, String day, String region) {
    byte[] key = hmac(key(("AWS4" + secret).getBytes(UTF_8)), day);
    for (String next : new String[] {region, SERVICE, END}) {
      key = hmac(key(key), next);
    }
    return new SigningKey(secret, day, region, key(key));
  }

  /// Whether it is the key for these.
  boolean isFor(String otherSecret, String otherDay) {
    return day.equals(otherDay) && secret.equals(otherSecret);
  }

  /// What it is good for.
  String scope() {
    return day + "/" + region + "/" + SERVICE + "/" + END;
  }

  /// The signature of a request.
  ///
  /// @param time as yyyyMMdd'T'HHmmss'Z'
  String sign(String time, String canonicalRequest) {
    String hash = HexFormat.of().formatHex(sha256().digest(canonicalRequest.getBytes(UTF_8)));
    String toSign = ALGORITHM + "\n" + time + "\n" + scope() + "\n" + hash;
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static SecretKeySpec key(byte[] bytes) {
    return new SecretKeySpec(bytes, HMAC);
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Without the secret, as records tell all.
  @Override
  public String toString() {
    return "SigningKey[" + scope() + "]";
  }
}
