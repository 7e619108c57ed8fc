package io.sluice.server;

import io.sluice.server.client.NfsClientException;
import io.sluice.server.client.NfsUrl;
import io.sluice.server.process.CommandFailure;

/// The URL that `ls`, `cat` and `get` are given.
final class RemotePath {
  static final String FORM = "nfs://HOST[:PORT]/EXPORT/PATH";

  private RemotePath() {}

  /// @throws CommandFailure if it is no such URL
  static NfsUrl parse(String url) {
    try {
      return NfsUrl.parse(url);
    } catch (NfsClientException noUrl) {
      throw CommandFailure.cannotStart(noUrl.getMessage() + ".");
    }
  }
}
