package io.sluice.vfs.s3;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Where the bytes of a body go, piece by piece, in their order: the socket is read straight into
/// the room that this gives. All is called by the thread that called
/// [ObjectStore#getObject(RangeRequest, BodySink)].
public interface BodySink {
  /// Room for the next bytes, between position and limit, at least one; without a call of [#came]
  /// in between the same again. May block until there is memory, and throw to end the request. When
  /// the call has ended, its position is where [#came] was last told of.
  ByteBuffer room();

  /// So many bytes, at least one, were put into what [#room] gave last, whose position is behind
  /// them. They are never sent again. May throw to end the request.
  void came(int bytes);

  /// Told before the first bytes of each answer: which version they are of, in a versioned bucket.
  default void isOf(@Nullable VersionId version) {}

  /// Told when all of a whole object has come and does not have its checksum: what was handed on is
  /// damaged somewhere, and the call ends with `IO`.
  default void isDamaged() {}

  /// Fills a buffer from its position to its limit.
  static BodySink of(ByteBuffer into) {
    return new BodySink() {
      @Override
      public ByteBuffer room() {
        return into;
      }

      @Override
      public void came(int bytes) {
        // The position says it.
      }
    };
  }
}
