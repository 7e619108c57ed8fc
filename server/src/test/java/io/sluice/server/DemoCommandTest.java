package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.process.FakeTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {
  private final Path directory;
  private final FakeTerminal demo;
  private CompletableFuture<Integer> exitCode = CompletableFuture.completedFuture(0);
  private String url = "";

  DemoCommandTest(@TempDir Path directory) {
    this.directory = directory;
    demo = FakeTerminal.ofThisUser(directory);
  }

  @BeforeEach
  void start() throws InterruptedException {
    exitCode = demo.start("demo", "--memory-target=32MiB");
    String ready = demo.nextOutLine();
    assertThat(ready).matches("ready nfs://127\\.0\\.0\\.1:\\d+/demo");
    url = ready.substring("ready ".length());
  }

  @AfterEach
  void stop() throws Exception {
    demo.stop.ask();
    assertThat(exitCode.get()).isZero();
  }

  private FakeTerminal run(int expected, String... arguments) {
    FakeTerminal terminal = FakeTerminal.ofThisUser(directory);
    assertThat(terminal.run(arguments)).as(terminal.err.toString()).isEqualTo(expected);
    return terminal;
  }

  @Test
  void itShowsTheFilesThroughNfs() throws InterruptedException {
    assertThat(demo.nextOutLine()).startsWith("# mount -t nfs -o ");
    assertThat(demo.nextOutLine()).isEqualTo("Seen through NFS at " + url + ":");
    String line = demo.nextOutLine();
    while (line.matches(" +\\d+  .*")) {
      line = demo.nextOutLine();
    }
    assertThat(line).isEqualTo("# Ctrl-C ends it");
    assertThat(demo.allOutLines()).anyMatch(shown -> shown.endsWith("  letters/日本語.txt"));
  }

  @Test
  void lsListsADirectory() {
    assertThat(run(0, "ls", url + "/colors").allOutLines())
        .anyMatch(line -> line.startsWith("drwxr-xr-x ") && line.endsWith(" blue/"));
    assertThat(run(0, "ls", url + "/README.txt").allOutLines()).hasSize(1);
  }

  @Test
  void catWritesTheBytesOfAFile() {
    assertThat(run(0, "cat", url + "/colors/red/apple.txt").bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("Red.\n");
  }

  @Test
  void getCopiesAFileAndNeverReplacesOne() throws Exception {
    Path copy = directory.resolve("copy.bin");
    run(0, "get", url + "/numbers/noise-1MiB.bin", copy.toString());

    assertThat(copy)
        .hasSameBinaryContentAs(directory.resolve("sluice/demo-store/demo/numbers/noise-1MiB.bin"));
    assertThat(run(2, "get", url + "/README.txt", copy.toString()).lastErrLine())
        .isEqualTo("sluice: " + copy + " exists already: remove it, or name another file.");
    assertThat(parts()).isEmpty();
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  @Test
  void getLeavesFilesOfOthersAloneAndNothingBehindIfItFails() throws IOException {
    Path theirs = Files.writeString(directory.resolve("copy.part"), "theirs");

    run(0, "get", url + "/README.txt", directory.resolve("copy").toString());
    run(1, "get", url + "/absent", directory.resolve("absent").toString());

    assertThat(parts()).containsExactly(theirs);
    assertThat(theirs).hasContent("theirs");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(run(1, "cat", url + "/absent").lastErrLine())
        .startsWith("sluice: ")
        .contains("/demo/absent");
    assertThat(run(2, "ls", "demo").lastErrLine())
        .isEqualTo("sluice: demo is not of the form nfs://HOST[:PORT]/EXPORT/PATH.");
  }
}
