package io.sluice.it.bench;

/// What a server did under a workload.
///
/// @param perSecond calls per second
/// @param cpuMicros processor time of the server for each call
record Figure(double perSecond, double cpuMicros) {
  /// Before anything was measured.
  static final Figure NONE = new Figure(0, 0);

  /// The faster one: what disturbs a run only makes it slower.
  Figure best(Figure other) {
    return other.perSecond > perSecond ? other : this;
  }
}
