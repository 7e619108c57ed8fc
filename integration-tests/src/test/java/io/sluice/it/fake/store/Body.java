package io.sluice.it.fake.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The immutable bytes of an object, read in place. Any number of threads may read one body.
public sealed interface Body permits HeldBody, SyntheticBody, JoinedBody {
  /// A buffer of no bytes.
  ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /// The largest piece that [#read] copies at once.
  int COPY = 64 * 1024;

  /// Size in bytes.
  long size();

  /// A view of at least one and at most `max` bytes from `offset`, which lies before the end.
  ByteBuffer chunk(long offset, int max);

  /// The same bytes from `offset` on, without a copy.
  Body slice(long offset, long length);

  /// Bytes of UTF-8 text.
  static Body of(String text) {
    return new HeldBody(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The byte at `offset`.
  default byte at(long offset) {
    return chunk(offset, 1).get();
  }

  /// A copy of all bytes; only for bodies that fit an array.
  default byte[] read() {
    byte[] all = new byte[Math.toIntExact(size())];
    for (int at = 0; at < all.length; ) {
      ByteBuffer chunk = chunk(at, Math.min(COPY, all.length - at));
      int length = chunk.remaining();
      chunk.get(all, at, length);
      at += length;
    }
    return all;
  }

  /// Adds all bytes to `digest` and returns it.
  default MessageDigest digest(MessageDigest digest) {
    for (long at = 0; at < size(); ) {
      ByteBuffer chunk = chunk(at, (int) Math.min(COPY, size() - at));
      at += chunk.remaining();
      digest.update(chunk);
    }
    return digest;
  }
}
