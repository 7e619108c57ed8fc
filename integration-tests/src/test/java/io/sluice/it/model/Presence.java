package io.sluice.it.model;

/// Whether a directory is there.
enum Presence {
  THERE,
  /// semantics.md allows both: a local directory after another client's objects in it came and
  /// went.
  EITHER,
  ABSENT;

  boolean canBeThere() {
    return this != ABSENT;
  }

  boolean canBeAbsent() {
    return this != THERE;
  }
}
