package io.sluice.vfs.write.model;

/// A promise that was broken.
final class Disagreement extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String promise;

  Disagreement(String promise, String what) {
    super(what, null, false, false);
    this.promise = promise;
  }

  String promise() {
    return promise;
  }
}
