package io.sluice.vfs.write;

import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.StoredObject;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What was sent to be published while it is not known whether it was, since answers may be lost.
///
/// Not safe for several threads: its session's lock guards it.
final class PublishAttempts {
  /// Of a file that is published again and again by a server that loses its answers.
  private static final int MOST = 4;

  /// A whole object that was sent.
  private record Attempt(long size, Crc32c crc32c) {}

  private final Deque<Attempt> attempts = new ArrayDeque<>(MOST);

  /// An object is about to be published.
  void add(long size, @Nullable Crc32c crc32c) {
    if (crc32c != null) {
      attempts.addLast(new Attempt(size, crc32c));
    }
    if (attempts.size() > MOST) {
      attempts.removeFirst();
    }
  }

  /// Whether an object that is there is one of these; it is none any more then.
  boolean take(StoredObject there) {
    return there.crc32c() != null && attempts.remove(new Attempt(there.size(), there.crc32c()));
  }
}
