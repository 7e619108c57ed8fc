package io.sluice.server.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The small tree that `sluice demo` shows: text, directories, names with spaces and letters of
/// several scripts, and one file of 1 MiB.
public final class SampleTree {
  private static final int MEBIBYTE = 1 << 20;

  private final Path folder;

  private SampleTree(Path folder) {
    this.folder = folder;
  }

  /// Writes the tree into a bucket's folder, if that is empty.
  ///
  /// @return whether anything was written
  public static boolean writeIfEmpty(Path bucketFolder) {
    try {
      if (!isEmpty(bucketFolder)) {
        return false;
      }
      new SampleTree(bucketFolder).write();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the sample tree into " + bucketFolder, e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private void write() throws IOException {
    text(
        "README.txt",
        """
        This directory is an S3 bucket.

        Every file here is one object of the same bytes, and every directory is the part of its
        key before a slash. The bucket lies in a folder of this machine, behind a small S3 server.
        """);
    text("colors/blue/sky.txt", "The key of this object is colors/blue/sky.txt.\n");
    text("colors/blue/deep/sea.txt", "Directories may be as deep as keys are long.\n");
    text("colors/red/apple.txt", "Red.\n");
    text("letters/with spaces in its name.txt", "Spaces are letters like others.\n");
    text("letters/grüße aus köln.txt", "Schöne Grüße!\n");
    text("letters/日本語.txt", "こんにちは\n");
    text("empty/nothing", "");
    text("numbers/squares.csv", squares());
    noise("numbers/noise-1MiB.bin");
  }

  private void text(String key, String content) throws IOException {
    Files.writeString(file(key), content, StandardCharsets.UTF_8);
  }

  private Path file(String key) throws IOException {
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    return file;
  }

  private static String squares() {
    StringBuilder csv = new StringBuilder("n,square\n");
    for (int n = 1; n <= 1000; n++) {
      csv.append(n).append(',').append(n * n).append('\n');
    }
    return csv.toString();
  }

  /// The same noise on every machine, so that its sum can be compared.
  private void noise(String key) throws IOException {
    byte[] page = new byte[4096];
    SplittableRandom random = new SplittableRandom(MEBIBYTE);
    try (OutputStream out = Files.newOutputStream(file(key))) {
      for (int written = 0; written < MEBIBYTE; written += page.length) {
        random.nextBytes(page);
        out.write(page);
      }
    }
  }
}
