package io.sluice.it.bench;

/// What a server did under a workload.
///
/// @param perSecond calls per second
/// @param cpuMicros processor time of the server for each call
record Figure(double perSecond, double cpuMicros) {
  /// Before anything was measured.
  static final Figure NONE = new Figure(0, Double.MAX_VALUE);

  /// The better of both in each respect: what disturbs a run only makes it worse.
  Figure best(Figure other) {
    return new Figure(Math.max(perSecond, other.perSecond), Math.min(cpuMicros, other.cpuMicros));
  }
}
