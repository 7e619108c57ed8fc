package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes the body of an answer while it comes, straight from the wire. All is called by the thread
/// that sent the request, which these methods may hold up for as long as they need; what they throw
/// ends the request and comes out of it as it is.
public interface BodyReceiver {
  /// What [#wanted] says of a body that is to come with the answer.
  long NOT_TAKEN = -1;

  /// Takes none.
  BodyReceiver NONE =
      new BodyReceiver() {
        @Override
        public long wanted(HttpAnswer head) {
          return NOT_TAKEN;
        }

        @Override
        public ByteBuffer room() {
          throw new IllegalStateException("no body was wanted");
        }

        @Override
        public void came(int bytes) {
          throw new IllegalStateException("no body was wanted");
        }
      };

  /// Looks at an answer of which the body, if it has any, comes next.
  ///
  /// @return how many bytes of the body are wanted at most, [#NOT_TAKEN] to have it in the answer
  long wanted(HttpAnswer head) throws IOException;

  /// Room for the next bytes, at least one.
  ByteBuffer room() throws IOException;

  /// So many bytes, at least one, were put into what [#room] gave last, whose position is behind
  /// them.
  void came(int bytes) throws IOException;
}
