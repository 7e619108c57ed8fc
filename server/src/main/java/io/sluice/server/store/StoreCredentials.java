package io.sluice.server.store;

import java.security.SecureRandom;
import java.util.HexFormat;

/// The key pair that opens an embedded store.
///
/// @param accessKey not empty
/// @param secretKey not empty; never shown
public record StoreCredentials(String accessKey, String secretKey) {
  private static final int KEY_BYTES = 10;
  private static final int SECRET_BYTES = 20;

  /// Checks that neither is empty: S3Proxy would take that for "no authentication".
  public StoreCredentials {
    if (accessKey.isBlank() || secretKey.isBlank()) {
      throw new IllegalArgumentException(
          "The store needs both an access key and a secret key: give --access-key and"
              + " --secret-key, or neither for random ones.");
    }
  }

  /// A pair that nobody can guess.
  public static StoreCredentials random() {
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[KEY_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(key);
    random.nextBytes(secret);
    return new StoreCredentials(
        HexFormat.of().withUpperCase().formatHex(key), HexFormat.of().formatHex(secret));
  }

  /// Shows the access key alone.
  @Override
  public String toString() {
    return "StoreCredentials[accessKey=" + accessKey + "]";
  }
}
