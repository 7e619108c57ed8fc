package io.sluice.it.fake.s3;

/// The one key pair that the small S3 knows.
public record Credentials(String accessKey, String secretKey) {
  /// A key pair that is no secret.
  public static Credentials ofTests() {
    return new Credentials("AKIAFAKES3EXAMPLE", "fakes3/secret+of/tests");
  }

  @Override
  public String toString() {
    return "Credentials[accessKey=" + accessKey + "]";
  }
}
