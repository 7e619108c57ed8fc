package io.sluice.server.mount3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrWriter;

/// `void`, as arguments and as results.
record Nothing() implements Reply {
  @Override
  public void encode(XdrWriter out) {
    // There is nothing to write.
  }
}
