package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.net.ProtocolException;

/// Where [AnswerReader] puts the bytes of a body.
sealed interface BodyPlace permits KeptBody, StreamedBody {
  /// So many more bytes come, as the server says.
  void expect(long more) throws ProtocolException;

  /// Puts bytes that were expected.
  ///
  /// @return how many were taken: fewer only if it is full then
  int add(byte[] from, int at, int count) throws IOException;

  /// Puts what comes next, at most so many bytes that were expected; not when it is full.
  ///
  /// @return how many, -1 at the end
  int receive(Wire wire, long most) throws IOException;

  /// Whether it takes no more.
  boolean isFull();
}
