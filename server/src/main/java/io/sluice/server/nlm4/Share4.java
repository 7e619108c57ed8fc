package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// NLM4_SHARE and NLM4_UNSHARE, procedures 20 and 21: what DOS clients open with. Nothing here
/// would hold anybody to a share, so none is given; giving one up always succeeds.
final class Share4 implements Nlm4Procedure<String> {
  private final String name;
  private final Nlm4Stat answer;

  private Share4(String name, Nlm4Stat answer) {
    this.name = name;
    this.answer = answer;
  }

  static Share4 share() {
    return new Share4("SHARE", Nlm4Stat.DENIED_NOLOCKS);
  }

  static Share4 unshare() {
    return new Share4("UNSHARE", Nlm4Stat.GRANTED);
  }

  @Override
  public String name() {
    return name;
  }

  /// `nlm4_shareargs`, of which only the cookie matters.
  @Override
  public String decode(XdrReader in) {
    return Netobj.read(in);
  }

  /// `nlm4_shareres`.
  @Override
  public Reply call(String cookie, Caller caller) {
    return out -> {
      new Nlm4Res(cookie, answer).encode(out);
      out.writeInt(0); // sequence
    };
  }
}
