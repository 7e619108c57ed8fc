package io.sluice.vfs.write;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The sessions that there are. Those that may have something to do are restless, and are looked at
/// several times a second. The others rest: what is published, told and waited for by nobody, of
/// which there may be thousands; their bytes stay in memory as far as there is room.
///
/// Safe for any number of threads. A session comes to rest under its own lock, with the one here
/// taken inside; whoever called something that may change a session says so afterwards, by [#stir].
final class OpenSessions {
  /// Given back at once when memory is short: enough for many WRITEs, and little of what programs
  /// may go on with.
  private static final long RELIEF = 16L << 20;

  private final long mostRetained;
  private final Map<FileId, WriteSession> open = new ConcurrentHashMap<>();

  /// Added by all; removed by [#settle], under the lock of the session.
  private final Set<WriteSession> restless = ConcurrentHashMap.newKeySet();

  private final Object lock = new Object();

  /// Those that rest, the one that has rested longest first.
  @GuardedBy("lock")
  private final SequencedSet<WriteSession> resting = new LinkedHashSet<>();

  /// Those of them whose bytes are in memory, and how much they hold.
  @GuardedBy("lock")
  private final SequencedMap<WriteSession, Long> retained = new LinkedHashMap<>();

  /// The sum of that.
  @GuardedBy("lock")
  private long retainedBytes;

  /// @param mostRetained memory for bytes that only are there in case somebody goes on
  OpenSessions(long mostRetained) {
    this.mostRetained = mostRetained;
  }

  int size() {
    return open.size();
  }

  @Nullable WriteSession find(FileId file) {
    return open.get(file);
  }

  /// All of them; shows what comes and goes meanwhile, or not.
  Collection<WriteSession> all() {
    return Collections.unmodifiableCollection(open.values());
  }

  /// The files of those of which something is true.
  List<FileId> files(Predicate<WriteSession> wanted) {
    return open.values().stream().filter(wanted).map(WriteSession::file).toList();
  }

  /// The same among those that may have something to do.
  List<FileId> restless(Predicate<WriteSession> wanted) {
    return restless.stream().filter(wanted).map(WriteSession::file).toList();
  }

  /// Sends again what could not be sent a while ago.
  void sendAgain() {
    restless.forEach(WriteSession::sendAgain);
  }

  /// Adds a session in place of one that was removed.
  void put(WriteSession session) {
    WriteSession other = open.put(session.file(), session);
    restless.add(session);
    if (other != null) { // begun at the same moment
      forget(other);
      other.dropped();
    }
  }

  /// Adds a session if the file has none.
  void putIfAbsent(WriteSession session) {
    if (open.putIfAbsent(session.file(), session) == null) {
      restless.add(session);
    }
  }

  /// Takes the session of a file away; null if it has none.
  @Nullable WriteSession remove(FileId file) {
    WriteSession session = open.remove(file);
    if (session != null) {
      forget(session);
    }
    return session;
  }

  private void forget(WriteSession session) {
    restless.remove(session);
    synchronized (lock) {
      rouse(session);
    }
  }

  @GuardedBy("lock")
  private void rouse(WriteSession session) {
    resting.remove(session);
    Long bytes = retained.remove(session);
    retainedBytes -= bytes == null ? 0 : bytes;
  }

  /// Something was done with a session.
  void stir(WriteSession session) {
    if (open.get(session.file()) == session && restless.add(session)) {
      synchronized (lock) {
        rouse(session);
      }
    }
  }

  /// Lets those rest that have nothing to do, and gives back what they hold beyond the bound.
  void settle() {
    for (WriteSession session : List.copyOf(restless)) {
      if (open.get(session.file()) == session) {
        session.rest().ifQuiet(bytes -> settle(session, bytes));
      } else {
        restless.remove(session);
      }
    }
    release(mostRetained);
  }

  private void settle(WriteSession session, long bytes) {
    restless.remove(session);
    synchronized (lock) {
      resting.add(session);
      Long before = retained.put(session, bytes); // another thread may have found it quiet, too
      retainedBytes += bytes - (before == null ? 0 : before);
    }
  }

  /// Gives back bytes of sessions that rest, those that have rested longest first.
  ///
  /// @param most what they may hold afterwards
  /// @return how many came back
  private long release(long most) {
    long released = 0;
    for (WriteSession session = pollRetained(most); session != null; session = pollRetained(most)) {
      released += session.rest().release();
    }
    return released;
  }

  private @Nullable WriteSession pollRetained(long most) {
    synchronized (lock) {
      if (retainedBytes <= most) {
        return null;
      }
      Map.Entry<WriteSession, Long> oldest = retained.pollFirstEntry();
      retainedBytes -= oldest == null ? 0 : oldest.getValue();
      return oldest == null ? null : oldest.getKey();
    }
  }

  /// What those that rest hold.
  long retainedBytes() {
    synchronized (lock) {
      return retainedBytes;
    }
  }

  /// Memory is short: gives back some of what S3 has, too.
  ///
  /// @return whether there was any
  boolean relieve() {
    settle();
    if (release(Math.max(0, retainedBytes() - RELIEF)) > 0) {
      return true;
    }
    boolean spares = isMuchOnItsWay();
    long released = 0;
    for (WriteSession session : restless) {
      released += spares ? session.rest().rest() : session.rest().release();
      if (released >= RELIEF) {
        return true;
      }
    }
    return released > 0;
  }

  /// The memory is full, and whoever wants some has none to give: the file that holds most of it is
  /// published as far as it is.
  void giveMost() {
    Map<WriteSession, Long> gives = new HashMap<>();
    restless.forEach(session -> gives.put(session, session.room().gives()));
    gives.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .ifPresent(most -> most.getKey().room().publish());
  }

  /// Whether the memory of parts that are being sent comes back soon, and little is kept beside
  /// them: the first and the last part of files, in which programs patch headers (semantics W5).
  private boolean isMuchOnItsWay() {
    long kept = 0;
    boolean isSending = false;
    for (WriteSession session : restless) {
      kept += session.rest().kept();
      isSending |= session.rest().isSending();
    }
    return isSending && kept <= mostRetained;
  }

  /// Ends those of which nothing more is expected.
  void sweep() {
    settle();
    List<WriteSession> longest;
    synchronized (lock) {
      longest = new ArrayList<>(resting);
    }
    for (WriteSession session : longest) {
      if (!endIfOver(session) && !session.standing().hasFailed()) {
        break; // those behind it came to rest later; what failed stays longer
      }
    }
    restless.forEach(this::endIfOver);
  }

  private boolean endIfOver(WriteSession session) {
    boolean isOver = session.rest().endIfOver();
    if (isOver) {
      end(session);
    }
    return isOver;
  }

  /// Ends the session that has rested longest; false if none rests.
  boolean endOldest() {
    settle();
    WriteSession oldest;
    synchronized (lock) {
      oldest = resting.isEmpty() ? null : resting.getFirst();
    }
    if (oldest != null && oldest.rest().endIfQuiet()) {
      end(oldest);
    }
    return oldest != null;
  }

  /// Ends the session of a file, if it has one that rests.
  void endIfQuiet(FileId file) {
    WriteSession session = find(file);
    if (session != null && session.rest().endIfQuiet()) {
      end(session);
    }
  }

  private void end(WriteSession session) {
    open.remove(session.file(), session);
    forget(session);
  }
}
