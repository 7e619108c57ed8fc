package io.sluice.server.rpc;

import org.jspecify.annotations.Nullable;

/// A program that the server offers (RFC 5531).
public interface RpcProgram {
  /// The program's number.
  int number();

  /// Its name for logs and metrics.
  String name();

  /// The lowest version, for PROG_MISMATCH.
  int lowVersion();

  /// The highest version, for PROG_MISMATCH. A version between the two that is not offered gives
  /// PROG_MISMATCH as well.
  int highVersion();

  /// Whether this version is offered.
  default boolean offers(int version) {
    return version >= lowVersion() && version <= highVersion();
  }

  /// Whether calls are answered over UDP as well as over TCP.
  default boolean servesUdp() {
    return false;
  }

  /// Whether calls of a procedure must come from a privileged port where the server asks for those
  /// at all: whatever is done on the word of an AUTH_SYS credential.
  default boolean needsPrivilegedPort(int version, int number) {
    return false;
  }

  /// The procedure of this version and number, or null for PROC_UNAVAIL. Procedure 0 (NULL) is
  /// answered by the RPC layer.
  @Nullable Procedure<?> procedure(int version, int number);
}
