package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Another client than the kernel's reads the tree of odd names: `nfs-ls` and `nfs-cat` of libnfs.
@EnabledWithKernelClient
final class LibnfsIT {
  private static final String SCRIPT = "libnfs.sh";
  private static final int NAME_IN_LINE = 34;
  private static final int STEP = 20;

  private static ServedBucket bucket;
  private static List<String> manifest;

  @BeforeAll
  static void serve() throws IOException, InterruptedException {
    bucket = ServedBucket.open("TREE_2000");
    manifest = bucket.client().run(SCRIPT, "manifest").lines().toList();
  }

  @AfterAll
  static void takeDown() throws IOException {
    bucket.close();
  }

  @Test
  void nfsLsShowsTheWholeTree() throws IOException, InterruptedException {
    var names = manifest.stream().map(line -> line.substring(NAME_IN_LINE));
    assertThat(bucket.client().run(SCRIPT, "list").lines())
        .hasSize(2001)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(names, Stream.of("manifest.md5")).toList());
  }

  @Test
  void nfsCatGivesTheBytes() throws IOException, InterruptedException {
    var someLines =
        IntStream.range(0, manifest.size()).filter(i -> i % STEP == 0).mapToObj(manifest::get);
    assertThat(bucket.client().run(SCRIPT, "sums", Integer.toString(STEP)).lines())
        .containsExactlyElementsOf(someLines.toList());
  }
}
