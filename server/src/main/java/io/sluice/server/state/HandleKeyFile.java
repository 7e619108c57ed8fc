package io.sluice.server.state;

import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// The key that authenticates file handles (semantics X2): made once, since handles live as long as
/// mounts do (A3).
final class HandleKeyFile {
  private static final int LENGTH = 16;

  private HandleKeyFile() {}

  /// Reads the key, or makes one.
  static byte[] load(Path directory) throws IOException {
    Path file = directory.resolve("handle.key");
    if (!Files.exists(file)) {
      byte[] key = new byte[LENGTH];
      new SecureRandom().nextBytes(key);
      WholeFile.write(file, key);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != LENGTH) {
      throw CommandFailure.cannotStart(
          "%s must hold %d bytes and holds %d: remove it, and mount anew what was mounted."
              .formatted(file, LENGTH, key.length));
    }
    return key;
  }
}
