package io.sluice.it.fake;

import io.sluice.it.fake.store.ETags;
import io.sluice.it.fake.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A tree of files with names as people and programs make them: spaces, quotes, UTF-8 in several
/// scripts, 255 bytes, dots; and beside them keys that no path can name, which stay hidden. The
/// sums of all visible files are in `manifest.md5`.
final class OddTree {
  private static final List<String> DIRECTORIES =
      List.of(
          "plain",
          "with space/inner  two",
          "ünïcödé/日本語/深い",
          "a/b/c/d/e/f/g/h",
          "quotes'\"and*stars?",
          "emoji 😀",
          ".dotted/..more",
          "e\u0301 decomposed",
          "percent%20plus+amp&",
          "wide");

  private static final List<String> NAMES =
      List.of("file", "with space ", "größe", "数", "tab\tin", "#hash$", "(x) [y] {z}", "-dash");

  private static final List<String> HIDDEN =
      List.of("plain//double", "/lead", "./x", "plain/./y", "plain/../up", "a/b//");

  /// Sizes around the borders of pages, blocks and replies, and one above a MiB.
  private static final long[] SIZES = {
    0, 1, 4095, 4096, 4097, 12_345, 65_536, 100_000, 131_073, 1_048_577
  };

  private static final int LONGEST_NAME = 255;

  private OddTree() {}

  /// Puts `count` visible files, the hidden keys and the manifest.
  static void fill(FakeS3 s3, String bucket, int count) {
    StringBuilder manifest = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String key = key(i);
      // Every 200th file is large, the others take the sizes in turn.
      long size = i % 200 == 199 ? SIZES[9] : SIZES[i % 9];
      StoredObject object = s3.putSynthetic(bucket, key, size);
      manifest.append(ETags.of(object.body())).append("  ").append(key).append('\n');
    }
    HIDDEN.forEach(key -> s3.put(bucket, key, "hidden " + key));
    s3.put(bucket, "manifest.md5", manifest.toString());
  }

  private static String key(int i) {
    String directory = DIRECTORIES.get(i % DIRECTORIES.size());
    String name = NAMES.get(i / DIRECTORIES.size() % NAMES.size()) + i;
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    String filler = i % 50 == 7 ? "n".repeat(LONGEST_NAME - bytes) : "";
    return directory + "/" + filler + name;
  }
}
