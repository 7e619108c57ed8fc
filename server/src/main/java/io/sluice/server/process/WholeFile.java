package io.sluice.server.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes small files so that a reader sees the old one or the new one, and nobody but the owner
/// may read them.
public final class WholeFile {
  private WholeFile() {}

  /// Writes a file aside and renames it, so that others see all of it or nothing.
  public static void write(Path file, byte[] content) throws IOException {
    // Temporary files are made for the owner only where the system knows owners.
    Path directory = file.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(directory, file.getFileName().toString(), ".new");
    try {
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
