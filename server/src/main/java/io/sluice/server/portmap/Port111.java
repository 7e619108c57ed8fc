package io.sluice.server.portmap;

import java.io.IOException;
import java.util.Locale;

/// What became of the attempt to listen on port 111.
public enum Port111 {
  /// We listen there.
  OURS,
  /// Somebody else does: a system's rpcbind as a rule.
  TAKEN,
  /// Ports below 1024 are not for us.
  FORBIDDEN;

  /// What a failure to bind means.
  public static Port111 of(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("permission") ? FORBIDDEN : TAKEN;
  }
}
