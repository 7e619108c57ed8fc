package io.sluice.it.kernel;

/// What the guest found out about one named check.
///
/// @param reason empty when the check held
public record Check(String name, boolean held, String reason) {

  /// A check that held.
  public static Check ok(String name) {
    return new Check(name, true, "");
  }

  /// Reads one line of the guest's results: `ok NAME` or `not ok NAME: REASON`.
  static Check parse(String line) {
    if (line.startsWith("ok ")) {
      return ok(line.substring(3));
    }
    if (!line.startsWith("not ok ")) {
      throw new IllegalArgumentException("not a result of a check: " + line);
    }
    var nameAndReason = line.substring(7).split(": ", 2);
    return new Check(nameAndReason[0], false, nameAndReason.length == 2 ? nameAndReason[1] : "");
  }
}
