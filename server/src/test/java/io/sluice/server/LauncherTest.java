package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, with a Java that tells how it was started and a Maven that tells that it was.
final class LauncherTest {
  private final Path directory;
  private final Path top;
  private final Path java;

  LauncherTest(@TempDir Path directory) {
    this.directory = directory;
    top = directory.resolve("top");
    java = directory.resolve("java");
  }

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(top.resolve("server/target/lib"));
    Files.copy(Path.of("../sluice"), top.resolve("sluice"));
    executable(top.resolve("sluice"));
    old(Files.createFile(top.resolve("server/target/sluice.jar")));
    Files.createDirectories(java.resolve("bin"));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    program(java.resolve("bin/java"), "echo umask $(umask); env; echo run \"$@\"");
    program(java.resolve("bin/javac"), "");
    program(
        directory.resolve("mvn"),
        "echo built >>'" + directory + "/builds'; touch '" + top + "/server/target/sluice.jar'");
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    executable(file);
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  private void haveNewerSources() throws IOException {
    Files.createFile(top.resolve("pom.xml"));
    Files.createFile(top.resolve("server/pom.xml"));
  }

  private List<String> run(Map<String, String> environment, String... arguments)
      throws IOException {
    ProcessBuilder launcher =
        new ProcessBuilder("sh", "-c", "umask 022; exec top/sluice \"$@\"", "sh")
            .directory(directory.toFile())
            .redirectErrorStream(true);
    launcher.command().addAll(List.of(arguments));
    launcher.environment().keySet().removeIf(name -> name.matches("LC_.*|LANG|SLUICE_.*"));
    launcher.environment().put("JAVA_HOME", java.toString());
    launcher.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    launcher.environment().putAll(environment);
    byte[] said = launcher.start().getInputStream().readAllBytes();
    return new String(said, StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void whatAServerWritesIsForItsUserOnly() throws IOException {
    assertThat(run(Map.of(), "serve")).contains("umask 0077");
    assertThat(run(Map.of(), "mount")).contains("umask 0077");
    assertThat(run(Map.of(), "demo")).contains("umask 0077");
    assertThat(run(Map.of(), "get")).contains("umask 0022");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesAreUtf8InEveryLocale() throws IOException {
    assertThat(run(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8"), "serve"))
        .contains("LC_CTYPE=C.UTF-8", "LC_MESSAGES=C")
        .noneMatch(line -> line.startsWith("LC_ALL="));
    assertThat(run(Map.of("LANG", "de_DE.UTF-8"), "serve"))
        .contains("LC_CTYPE=de_DE.UTF-8", "LC_MESSAGES=C");
    assertThat(run(Map.of("LC_ALL", "de_DE.utf8", "LC_CTYPE", "C"), "ls"))
        .contains("LC_CTYPE=de_DE.utf8");
    assertThat(run(Map.of(), "serve")).contains("LC_CTYPE=C.UTF-8");
  }

  @Test
  void itFindsItselfAlsoWhereCdIsToldToSearch() throws IOException {
    assertThat(run(Map.of("CDPATH", directory.toString()), "ls").getLast())
        .startsWith("run ")
        .endsWith("-jar " + top.toRealPath() + "/server/target/sluice.jar ls");
  }

  @Test
  void onlyCommandsThatServeAreBuiltAgain() throws IOException {
    haveNewerSources();
    for (String command : List.of("ls", "umount", "get")) {
      run(Map.of(), command);
    }
    assertThat(directory.resolve("builds")).doesNotExist();

    assertThat(run(Map.of(), "serve")).contains("sluice: building, once (about a minute)");
    assertThat(run(Map.of(), "serve").getLast()).startsWith("run ");
    assertThat(directory.resolve("builds")).hasContent("built");
  }

  @Test
  void aBuildThatWasKilledHoldsNobodyBack() throws IOException {
    haveNewerSources();
    Path lock = top.resolve("server/target/.building");
    Files.createSymbolicLink(lock, Path.of("999999999"));

    assertThat(run(Map.of(), "serve").getLast()).startsWith("run ");
    assertThat(directory.resolve("builds")).hasContent("built");
    assertThat(Files.isSymbolicLink(lock)).isFalse();
  }

  @Test
  void ofTwoBuildsOneWaitsAndFindsItDone() throws IOException {
    haveNewerSources();
    Path jar = top.resolve("server/target/sluice.jar");
    Path lock = top.resolve("server/target/.building");
    // The other one, which is done when this one has found it at work.
    program(directory.resolve("sleep"), "touch '" + jar + "'; rm '" + lock + "'");
    Files.createSymbolicLink(lock, Path.of(Long.toString(ProcessHandle.current().pid())));

    assertThat(run(Map.of(), "serve"))
        .anyMatch(line -> line.startsWith("sluice: another build is under way (process "));
    assertThat(directory.resolve("builds")).doesNotExist();
  }
}
