package io.sluice.vfs.s3;

import software.amazon.awssdk.core.exception.SdkClientException;

/// Whoever gives the credentials gave none.
final class CredentialsLoadException extends SdkClientException {
  private static final long serialVersionUID = 1;

  /// @param cause what the SDK's provider threw, whose words these are
  CredentialsLoadException(RuntimeException cause) {
    super(builder().message(cause.getMessage()).cause(cause));
  }
}
