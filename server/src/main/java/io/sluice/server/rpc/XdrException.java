package io.sluice.server.rpc;

/// Bytes that are not what RFC 4506 says they should be; a call with such arguments is answered
/// GARBAGE_ARGS.
public final class XdrException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A fault, in words for the log.
  public XdrException(String message) {
    super(message, null, false, false);
  }
}
