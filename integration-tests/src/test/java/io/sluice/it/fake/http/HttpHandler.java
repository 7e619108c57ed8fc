package io.sluice.it.fake.http;

import java.io.IOException;

/// Answers the requests of one connection, on its thread, which may block.
public interface HttpHandler {
  /// What becomes of the connection after an answer.
  enum After {
    /// The next request may come.
    KEEP,
    /// Orderly end.
    CLOSE,
    /// TCP reset.
    RESET
  }

  /// Reads the body of `request` as far as it likes and writes the answer, if any.
  ///
  /// @throws IOException if the connection is broken
  After answer(HttpRequest request, ResponseWriter writer) throws IOException;
}
