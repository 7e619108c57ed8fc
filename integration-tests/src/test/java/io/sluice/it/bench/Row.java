package io.sluice.it.bench;

/// A line of the report: one workload against the three servers.
///
/// @param bare sockets alone
/// @param copying sockets and one copy of the payload; as `bare` where there is none
/// @param rpc the server
record Row(Workload workload, Figure bare, Figure copying, Figure rpc) {
  /// Before anything was measured.
  static Row of(Workload workload) {
    return new Row(workload, Figure.NONE, Figure.NONE, Figure.NONE);
  }

  /// With one more round.
  Row best(Figure bareRun, Figure copyingRun, Figure rpcRun) {
    return new Row(workload, bare.best(bareRun), copying.best(copyingRun), rpc.best(rpcRun));
  }

  double ratioToBare() {
    return rpc.perSecond() / bare.perSecond();
  }

  double ratioToCopying() {
    return rpc.perSecond() / copying.perSecond();
  }
}
