package io.sluice.it.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.store.ETags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScenarioTest {
  @Test
  void manifestOfTheTreeNames2000FilesWithTheirSums() {
    try (FakeS3 s3 = filled(Scenario.TREE_2000)) {
      byte[] manifest = s3.object("b", "manifest.md5").body().read();
      List<String> lines = new String(manifest, StandardCharsets.UTF_8).lines().toList();

      assertThat(lines).hasSize(2000).doesNotHaveDuplicates();
      for (String line : lines) {
        String key = line.substring(34);
        assertThat(line).startsWith(ETags.of(s3.object("b", key).body()) + "  ");
      }
    }
  }

  @Test
  void treeHasNamesUpTo255BytesAndHiddenKeys() {
    try (FakeS3 s3 = filled(Scenario.TREE_2000)) {
      byte[] manifest = s3.object("b", "manifest.md5").body().read();
      int longest =
          new String(manifest, StandardCharsets.UTF_8)
              .lines()
              .flatMap(line -> List.of(line.substring(34).split("/", -1)).stream())
              .mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
              .max()
              .orElseThrow();

      assertThat(longest).isEqualTo(255);
      assertThat(s3.has("b", "plain//double")).isTrue();
      assertThat(s3.has("b", "./x")).isTrue();
    }
  }

  @Test
  void wideDirectoryHolds10000Objects() {
    try (FakeS3 s3 = filled(Scenario.named("wide"))) {
      assertThat(s3.has("b", "wide/f0009999")).isTrue();
      assertThat(s3.has("b", "wide/f0010000")).isFalse();
    }
  }

  private static FakeS3 filled(Scenario scenario) {
    FakeS3 s3 = FakeS3.start();
    s3.createBucket("b");
    scenario.fill(s3, "b");
    return s3;
  }
}
