package io.sluice.vfs.write;

import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.write.log.SessionRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whole objects that were sent while it is not known whether S3 took them, and one of a removed
/// file: what may be replaced, although nobody was told of it.
///
/// Not safe for several threads: its session's lock guards it.
final class Attempts {
  /// Of a file that is published again and again by a server that loses its answers.
  private static final int MOST = 4;

  private final Deque<SessionRecord.Attempt> newest = new ArrayDeque<>();

  /// That of a removed file, which no name shows.
  private @Nullable ETag hidden;

  /// Whether it is not known of any whether S3 has it.
  boolean isAny() {
    return !newest.isEmpty();
  }

  /// The oldest first.
  List<SessionRecord.Attempt> all() {
    return List.copyOf(newest);
  }

  /// An object is about to be published; the answer may be lost.
  ///
  /// @param crc32c null: it could not be recognised
  void add(long size, @Nullable Crc32c crc32c) {
    if (crc32c != null) {
      add(new SessionRecord.Attempt(size, crc32c.value()));
    }
  }

  /// These were sent, the oldest first.
  void addAll(List<SessionRecord.Attempt> sent) {
    sent.forEach(this::add);
  }

  /// As [#add(long, Crc32c)].
  void add(SessionRecord.Attempt attempt) {
    newest.remove(attempt); // sent again, it is the last one
    newest.addLast(attempt);
    if (newest.size() > MOST) {
      newest.removeFirst();
    }
  }

  /// This object may be replaced as if it were ours: no name shows it.
  ///
  /// @param ofRemoved the tag of an object of a removed file
  void addHidden(ETag ofRemoved) {
    hidden = ofRemoved;
  }

  /// Whether an object was sent here.
  boolean has(StoredObject there) {
    return newest.stream().anyMatch(sent -> sent.isOf(there));
  }

  /// Those that were sent after this object, in whose place S3 may take them in.
  List<SessionRecord.Attempt> sentAfter(StoredObject there) {
    return newest.stream().dropWhile(sent -> !sent.isOf(there)).skip(1).toList();
  }

  /// Whether an object is one of them, which is known from now on.
  boolean remove(StoredObject there) {
    if (there.eTag().equals(hidden)) {
      hidden = null;
      return true;
    }
    return newest.removeIf(sent -> sent.isOf(there));
  }

  /// S3 takes none of them in any more, and the object of the removed file is replaced.
  void clear() {
    newest.clear();
    hidden = null;
  }
}
