package io.sluice.server.rpc;

import java.io.IOException;

/// A call that the server did not do: refused, unknown, or not understood.
public final class RpcException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what the server answered, in words
  public RpcException(String message) {
    super(message);
  }
}
