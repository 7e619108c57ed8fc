package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// SM_STAT, SM_MON, SM_UNMON, SM_UNMON_ALL and SM_SIMU_CRASH: the same answer whoever is to be
/// watched.
final class NsmAnswer implements Procedure<NsmAnswer.Ignored> {
  /// Arguments that do not matter.
  record Ignored() {}

  private static final int STAT_SUCC = 0;

  private final String name;
  private final Reply answer;

  private NsmAnswer(String name, Reply answer) {
    this.name = name;
    this.answer = answer;
  }

  /// `sm_stat_res`.
  static NsmAnswer statusAndState(String name, int state) {
    return new NsmAnswer(name, out -> out.writeInt(STAT_SUCC).writeInt(state));
  }

  /// `sm_stat`.
  static NsmAnswer state(String name, int state) {
    return new NsmAnswer(name, out -> out.writeInt(state));
  }

  /// `void`.
  static NsmAnswer nothing(String name) {
    return new NsmAnswer(name, new Nothing());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Ignored decode(XdrReader in) {
    return new Ignored();
  }

  @Override
  public Reply call(Ignored arguments, Caller caller, Patience patience) {
    return answer;
  }
}
