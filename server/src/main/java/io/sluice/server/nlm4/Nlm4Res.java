package io.sluice.server.nlm4;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrWriter;

/// `nlm4_res`: the call's cookie and how it went.
record Nlm4Res(String cookie, Nlm4Stat stat) implements Reply {
  @Override
  public void encode(XdrWriter out) {
    Netobj.write(cookie, out);
    out.writeInt(stat.number());
  }
}
