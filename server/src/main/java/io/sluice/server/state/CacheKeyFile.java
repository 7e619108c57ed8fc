package io.sluice.server.state;

import io.sluice.server.process.WholeFile;
import io.sluice.vfs.read.disk.CacheSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// The secret of an encrypted cache: made once, since with another one nothing in the cache can be
/// read.
public final class CacheKeyFile {
  private CacheKeyFile() {}

  /// Reads the secret, or makes one: also in place of one that is damaged, since what is lost with
  /// it is a copy.
  ///
  /// @param directory of the server's state
  public static CacheSecret load(Path directory) throws IOException {
    Path file = directory.resolve("cache.key");
    byte[] secret = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    if (secret.length != CacheSecret.LENGTH) {
      secret = new byte[CacheSecret.LENGTH];
      new SecureRandom().nextBytes(secret);
      WholeFile.write(file, secret);
    }
    return new CacheSecret(secret);
  }
}
