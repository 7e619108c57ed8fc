package io.sluice.it.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a guest left behind in its output folder.
///
/// @param status of the script; -1 when the guest was killed or never came to its end
/// @param checks in the order of the script; see [#check(String)]
/// @param stdout of the script outside its checks
/// @param stderr of the script outside its checks
/// @param console the kernel's own messages
public record GuestResult(
    int status, List<Check> checks, String stdout, String stderr, String console) {

  /// The check of that name. One that the guest never came to has not held.
  public Check check(String name) {
    return checks.stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseGet(() -> new Check(name, false, "the guest never came to it; " + ending()));
  }

  /// The checks that did not hold, among those that were reported.
  public List<Check> failures() {
    return checks.stream().filter(check -> !check.held()).toList();
  }

  static GuestResult readFrom(Path out) throws IOException {
    var rc = text(out.resolve("rc")).strip();
    return new GuestResult(
        rc.isEmpty() ? -1 : Integer.parseInt(rc),
        text(out.resolve("results")).lines().map(Check::parse).toList(),
        text(out.resolve("stdout")),
        text(out.resolve("stderr")),
        text(out.resolve("console")));
  }

  private String ending() {
    var last = status < 0 ? console : stderr;
    return "status " + status + ": " + last.substring(Math.max(0, last.length() - 600)).strip();
  }

  // The console of a kernel that is killed may end within a character.
  private static String text(Path file) throws IOException {
    return Files.exists(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
  }
}
