package io.sluice.vfs.write.log;

import io.sluice.vfs.FileId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The records of the session log in memory, and how many bytes of the file they are.
///
/// Any thread may look; one at a time changes, under the lock of [SessionLog].
public final class SessionTable {
  /// How long what was published is remembered (semantics W8).
  static final Duration KEPT = Duration.ofHours(24);

  private record Held(SessionRecord record, int length) {}

  private final int most;
  private final Map<FileId, Held> held = new ConcurrentHashMap<>();

  /// Ids of what is published, the oldest first.
  private final SequencedSet<FileId> published = new LinkedHashSet<>();

  private long liveBytes;

  /// @param most records
  public SessionTable(int most) {
    this.most = most;
  }

  @Nullable SessionRecord find(FileId id) {
    Held there = held.get(id);
    return there == null ? null : there.record();
  }

  Map<FileId, SessionRecord> all() {
    return held.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().record()));
  }

  /// Whether a new id has no room, since as many files as are remembered are being written.
  boolean isFullFor(FileId id) {
    return held.size() >= most && published.isEmpty() && !held.containsKey(id);
  }

  /// Takes a change. Whoever looks meanwhile finds what was remembered before, or what is now.
  ///
  /// @param length of its frame in the file
  void apply(SessionCodec.Change change, int length) {
    SessionRecord record = change.record();
    if (record == null) {
      forget(change.id());
      return;
    }
    published.remove(change.id());
    if (held.size() >= most && !held.containsKey(change.id()) && !published.isEmpty()) {
      forget(published.getFirst());
    }
    Held before = held.put(change.id(), new Held(record, length));
    liveBytes += length - (before == null ? 0 : before.length());
    if (record.stage() instanceof Stage.Published) {
      published.addLast(change.id());
    }
  }

  private void forget(FileId id) {
    published.remove(id);
    Held gone = held.remove(id);
    liveBytes -= gone == null ? 0 : gone.length();
  }

  /// Forgets what was published longer ago than [#KEPT]; costs nothing if there is none.
  void forgetOld(Instant now) {
    while (!published.isEmpty() && isOld(find(published.getFirst()), now)) {
      forget(published.getFirst());
    }
  }

  private static boolean isOld(@Nullable SessionRecord record, Instant now) {
    return record != null
        && record.stage() instanceof Stage.Published(_, _, Instant at)
        && at.plus(KEPT).isBefore(now);
  }

  /// Bytes of the file that count; what else is in it is dead.
  long liveBytes() {
    return liveBytes;
  }

  /// All records, such that what was published stays in its order.
  List<SessionCodec.Change> inOrder() {
    List<SessionCodec.Change> changes = new ArrayList<>(held.size());
    held.forEach((id, there) -> {
      if (!published.contains(id)) {
        changes.add(new SessionCodec.Change(id, there.record()));
      }
    });
    published.forEach(id -> changes.add(new SessionCodec.Change(id, find(id))));
    return Collections.unmodifiableList(changes);
  }
}
