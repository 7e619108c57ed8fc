package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Definitions;
import io.sluice.config.Setting;
import io.sluice.server.process.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgramTest {
  private final Path directory;
  private final FakeTerminal terminal;

  ProgramTest(@TempDir Path directory) {
    this.directory = directory;
    terminal = new FakeTerminal(0, directory.resolve("state"));
  }

  private void assertRefused(String sentence, String... arguments) {
    assertThat(terminal.run(arguments)).isEqualTo(2);
    assertThat(terminal.lastErrLine()).isEqualTo("sluice: " + sentence);
    assertThat(terminal.out.toString()).isEmpty();
  }

  @Test
  void anUnknownFlagIsRefusedWithASuggestion() {
    assertThat(terminal.run("serve", "--metadata-tll", "1s", "s3://bucket")).isEqualTo(2);
    assertThat(terminal.lastErrLine())
        .startsWith("sluice: Unknown option: '--metadata-tll', did you mean ")
        .contains("--metadata-ttl")
        .endsWith("; `sluice serve --help` lists what there is.");
  }

  @Test
  void aFlagOutOfRangeIsRefusedWithItsBounds() {
    assertRefused(
        "--port on the command line is \"65536\", but it takes a number from 0 to 65535.",
        "serve",
        "--port",
        "65536",
        "s3://bucket");
  }

  @Test
  void noCommandAndAnUnknownCommandAreRefused() {
    assertRefused("Name a command; `sluice --help` lists what there is.");
    assertThat(terminal.run("serf")).isEqualTo(2);
    assertThat(terminal.lastErrLine()).contains("serf").contains("did you mean").contains("serve");
  }

  @Test
  void noBucketIsRefused() {
    assertRefused(
        "Missing required parameter: 's3://BUCKET[/PREFIX]'; `sluice serve --help` lists what there"
            + " is.",
        "serve");
  }

  @Test
  void whatIsNoBucketIsRefused() {
    assertRefused(
        "'bucket' names no bucket: write s3://BUCKET or s3://BUCKET/PREFIX.", "serve", "bucket");
  }

  @Test
  void x1_listeningElsewhereWithoutClientsIsRefused() {
    assertRefused(
        "--listen 0.0.0.0 lets other machines in: name those that may come with --clients"
            + " CIDR[,CIDR].",
        "serve",
        "--listen=0.0.0.0",
        "s3://bucket");
  }

  @Test
  void aMountPointThatIsAbsentIsRefused() {
    Path absent = directory.resolve("absent");
    assertRefused(
        "The mount point " + absent + " does not exist: create it with mkdir -p.",
        "mount",
        "s3://bucket",
        absent.toString());
  }

  @Test
  void aMountPointThatIsNotEmptyIsRefused() throws IOException {
    Path full = directory.resolve("full");
    Files.createDirectories(full.resolve("child"));
    assertRefused(
        "The mount point "
            + full
            + " is not empty: name an empty directory, since a mount would hide what is there.",
        "mount",
        "s3://bucket",
        full.toString());
  }

  @Test
  void aMountPointThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertRefused(
        "The mount point " + file + " is not a directory: name an empty one.",
        "mount",
        "s3://bucket",
        file.toString());
  }

  @Test
  void whoIsNotRootCannotMount() {
    FakeTerminal ofUser = new FakeTerminal(1000, directory);

    assertThat(ofUser.run("mount", "s3://bucket", directory.toString())).isEqualTo(2);
    assertThat(ofUser.lastErrLine())
        .isEqualTo(
            "sluice: Linux lets only root mount: run this with sudo, or run `sluice serve` as you"
                + " are and let root mount.");
  }

  @Test
  void whoIsNotRootCannotUnmount() {
    FakeTerminal ofUser = new FakeTerminal(1000, directory);

    assertThat(ofUser.run("umount", directory.toString())).isEqualTo(2);
    assertThat(ofUser.lastErrLine())
        .isEqualTo("sluice: Linux lets only root unmount: run this with sudo.");
  }

  @Test
  void whatIsNotMountedCannotBeUnmounted() {
    assertRefused(
        "No bucket is mounted on " + directory + ": `mount -t nfs` lists what is mounted.",
        "umount",
        directory.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "mount", "demo"})
  void everySettingIsAFlag(String command) {
    assertThat(terminal.run(command, "--help")).isZero();
    assertThat(terminal.out.toString())
        .contains(Definitions.ALL.stream().map(Setting::flag).toList());
  }

  @Test
  void aSwitchDoesNotSwallowTheBucketBehindIt() {
    assertRefused(
        "'first' names no bucket: write s3://BUCKET or s3://BUCKET/PREFIX.",
        "serve",
        "--read-only",
        "first");
  }

  @Test
  void aStoreNeedsBothKeysOrNone() {
    assertRefused(
        "--access-key and --secret-key belong together: give both, or neither for random ones.",
        "store",
        "--dir",
        directory.toString(),
        "--port=0",
        "--access-key=a");
  }
}
