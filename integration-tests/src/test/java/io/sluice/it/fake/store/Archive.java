package io.sluice.it.fake.store;

/// Whether an object's bytes can be had (S3 archive storage classes).
public enum Archive {
  /// Not archived.
  READABLE,
  /// Archived: GET is refused with InvalidObjectState.
  ARCHIVED,
  /// Archived, a restore is under way: GET is still refused.
  RESTORING,
  /// Archived, with a restored copy that can be read.
  RESTORED;

  /// Whether GET and copy work.
  public boolean isReadable() {
    return this == READABLE || this == RESTORED;
  }
}
