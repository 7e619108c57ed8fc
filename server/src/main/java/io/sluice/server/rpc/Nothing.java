package io.sluice.server.rpc;

/// `void`, as arguments and as results.
public record Nothing() implements Reply {
  @Override
  public void encode(XdrWriter out) {
    // There is nothing to write.
  }
}
