package io.sluice.it.model;

/// An answer that semantics.md does not allow.
final class Disagreement extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String promise;

  /// @param promise its number
  Disagreement(String promise, String expected, String came) {
    super("expected " + expected + ", came " + came, null, false, false);
    this.promise = promise;
  }

  /// The number of the promise that was broken.
  String promise() {
    return promise;
  }
}
