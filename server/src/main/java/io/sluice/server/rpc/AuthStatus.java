package io.sluice.server.rpc;

/// Why a call was denied (RFC 5531 section 9, `auth_stat`), as far as this server says so.
enum AuthStatus {
  /// AUTH_BADCRED: the credential cannot be read.
  BAD_CREDENTIAL(1),
  /// AUTH_REJECTEDCRED: a flavour that is not offered.
  REJECTED_CREDENTIAL(2),
  /// AUTH_TOOWEAK: the call must come from a privileged port.
  TOO_WEAK(5);

  private final int number;

  AuthStatus(int number) {
    this.number = number;
  }

  /// The number on the wire.
  int number() {
    return number;
  }
}
