package io.sluice.it.s3;

/// A key pair where the SDK's chain looks first, for as long as a test runs. The properties belong
/// to the whole JVM: test classes run one after another.
public final class CredentialProperties {
  private static final String ACCESS_KEY = "aws.accessKeyId";
  private static final String SECRET_KEY = "aws.secretAccessKey";

  private CredentialProperties() {}

  /// Sets both.
  public static void set(String accessKey, String secretKey) {
    System.setProperty(ACCESS_KEY, accessKey);
    System.setProperty(SECRET_KEY, secretKey);
  }

  /// Takes both away.
  public static void clear() {
    System.clearProperty(ACCESS_KEY);
    System.clearProperty(SECRET_KEY);
  }
}
