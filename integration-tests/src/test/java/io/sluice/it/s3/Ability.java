package io.sluice.it.s3;

/// What not every S3 server can. A server that lacks one skips the facts that need it.
enum Ability {
  /// Keys with empty, `.` or `..` segments, or segments of 1,000 bytes.
  ODD_KEYS,
  /// A key `x` beside a key `x/y`.
  FILE_BESIDE_DIRECTORY,
  /// A key that ends in a slash and has a body.
  MARKER_WITH_BODY,
  /// Control characters in keys, listed with encoding-type=url.
  CONTROL_CHARACTERS,
  /// NoSuchUpload for an upload id that does not exist.
  UNKNOWN_UPLOADS
}
