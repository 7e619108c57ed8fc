package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Another client than the kernel's reads the tree of odd names: `nfs-ls` and `nfs-cat` of libnfs.
@EnabledWithKernelClient
final class LibnfsIT {
  private static final String SCRIPT = "libnfs.sh";
  private static final int NAME_IN_LINE = 34;

  /// Each file costs `nfs-cat` a process and a mount, so not all are read.
  private static final int STEP = 20;

  private static List<String> manifest;
  private static List<String> listed;
  private static List<String> sums;

  @BeforeAll
  static void readOnce() throws IOException, InterruptedException {
    try (var bucket = ServedBucket.open("TREE_2000")) {
      var client = bucket.client();
      manifest = client.run(SCRIPT, "manifest").lines().toList();
      listed = client.run(SCRIPT, "list").lines().toList();
      sums = client.run(SCRIPT, "sums", Integer.toString(STEP)).lines().toList();
    }
  }

  @Test
  void nfsLsShowsTheWholeTree() {
    var names = manifest.stream().map(line -> line.substring(NAME_IN_LINE));
    assertThat(listed)
        .hasSize(2001)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(names, Stream.of("manifest.md5")).toList());
  }

  @Test
  void nfsCatGivesTheBytes() {
    var everyTwentieth =
        IntStream.range(0, manifest.size()).filter(i -> i % STEP == 0).mapToObj(manifest::get);
    assertThat(sums).hasSize(100).containsExactlyElementsOf(everyTwentieth.toList());
  }
}
