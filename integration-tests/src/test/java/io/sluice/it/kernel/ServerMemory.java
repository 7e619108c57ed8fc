package io.sluice.it.kernel;

/// How much memory a server is given.
///
/// @param heap the most of the JVM's heap, in the words of `-Xmx`
/// @param target `--memory-target`, in the words of the setting
record ServerMemory(String heap, String target) {
  /// More than any test of something else needs.
  static final ServerMemory AMPLE = new ServerMemory("512m", "1GiB");

  /// What 256 MiB leave beside the JVM's own.
  static final ServerMemory SMALL = new ServerMemory("80m", "32MiB");
}
