package io.sluice.it.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the launcher of this source tree gives to the JVM of a server on Linux, read from it, so
/// that what is measured here is what users run.
final class LauncherOptions {
  private static final Path LAUNCHER = Path.of(System.getProperty("basedir", ""), "../sluice");
  private static final Pattern OPTIONS =
      Pattern.compile("\\b(?:jvm_options|server_options|server_heap)=\"(?:\\$\\w+ )?([^\"$]+)\"");
  private static final Pattern ARENAS =
      Pattern.compile("MALLOC_ARENA_MAX=\"\\$\\{MALLOC_ARENA_MAX:-(\\d+)}\"");

  private final String launcher;

  private LauncherOptions(String launcher) {
    this.launcher = launcher;
  }

  /// Reads them.
  static LauncherOptions read() throws IOException {
    return new LauncherOptions(Files.readString(LAUNCHER));
  }

  /// The options of the JVM: general ones, those of servers, those of Linux, the heap.
  List<String> ofJvm() {
    List<String> found = found(OPTIONS);
    if (found.size() != 4) {
      throw new IllegalStateException("the launcher has other options now: " + found);
    }
    return found.stream().flatMap(words -> Stream.of(words.split(" "))).toList();
  }

  /// How many parts of its memory the C library has.
  String arenas() {
    return found(ARENAS).getFirst();
  }

  private List<String> found(Pattern what) {
    return what.matcher(launcher).results().map((MatchResult each) -> each.group(1)).toList();
  }
}
