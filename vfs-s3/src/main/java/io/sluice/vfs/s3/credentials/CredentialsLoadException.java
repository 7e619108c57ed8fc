package io.sluice.vfs.s3.credentials;

import software.amazon.awssdk.core.exception.SdkClientException;

/// Whoever gives the credentials gave none.
public final class CredentialsLoadException extends SdkClientException {
  private static final long serialVersionUID = 1;

  /// @param cause what the SDK's provider threw, whose words these are
  public CredentialsLoadException(RuntimeException cause) {
    super(builder().message(cause.getMessage()).cause(cause));
  }
}
