package io.sluice.server.nlm4;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Who holds which bytes of which file, with the rules of POSIX: shared locks exclude exclusive
/// ones, an owner never excludes itself, its newer lock replaces an older one where they overlap,
/// and unlocking the middle of a lock leaves both ends. Pure: no threads, no clock.
final class LockTable {
  private final int most;

  /// By file handle, a byte in each char.
  private final Map<String, List<HeldLock>> files = new HashMap<>();

  private int size;

  /// @param most locks at the same time
  LockTable(int most) {
    this.most = most;
  }

  /// Locks held.
  int size() {
    return size;
  }

  /// What keeps this owner from the lock, if anything does.
  Optional<HeldLock> test(String file, LockOwner owner, ByteRange range, boolean exclusive) {
    return held(file).stream().filter(held -> held.conflicts(owner, range, exclusive)).findFirst();
  }

  /// Whether this owner has any of these bytes for itself alone.
  boolean holdsExclusive(String file, LockOwner owner, ByteRange range) {
    return held(file).stream()
        .anyMatch(
            held -> held.exclusive() && held.owner().equals(owner) && held.range().overlaps(range));
  }

  /// What an owner holds of these bytes.
  List<HeldLock> held(String file, LockOwner owner, ByteRange range) {
    return held(file).stream()
        .filter(held -> held.owner().equals(owner) && held.range().overlaps(range))
        .map(held -> new HeldLock(owner, held.range().within(range), held.exclusive()))
        .toList();
  }

  /// Takes a lock that its owner had.
  LockOutcome lock(String file, HeldLock again) {
    return lock(file, again.owner(), again.range(), again.exclusive());
  }

  /// Takes the lock if it can be had.
  LockOutcome lock(String file, LockOwner owner, ByteRange range, boolean exclusive) {
    Optional<HeldLock> conflict = test(file, owner, range, exclusive);
    if (conflict.isPresent()) {
      return new LockOutcome.Held(conflict.get());
    }
    List<HeldLock> after = without(file, owner, range);
    after.add(joined(after, new HeldLock(owner, range, exclusive)));
    return replace(file, after) ? new LockOutcome.Granted() : new LockOutcome.NoRoom();
  }

  /// Gives up what the owner holds of these bytes.
  ///
  /// @return false if that would split a lock in two and the table is full
  boolean unlock(String file, LockOwner owner, ByteRange range) {
    return replace(file, without(file, owner, range));
  }

  /// Gives up all that these owners hold.
  void release(Predicate<LockOwner> owners) {
    for (String file : List.copyOf(files.keySet())) {
      replace(file, held(file).stream().filter(held -> !owners.test(held.owner())).toList());
    }
  }

  private List<HeldLock> held(String file) {
    return files.getOrDefault(file, List.of());
  }

  private List<HeldLock> without(String file, LockOwner owner, ByteRange range) {
    List<HeldLock> left = new ArrayList<>();
    for (HeldLock held : held(file)) {
      if (held.owner().equals(owner) && held.range().overlaps(range)) {
        held.range()
            .without(range)
            .forEach(part -> left.add(new HeldLock(owner, part, held.exclusive())));
      } else {
        left.add(held);
      }
    }
    return left;
  }

  /// The lock together with its neighbours of the same kind, which leave the list.
  private static HeldLock joined(List<HeldLock> all, HeldLock lock) {
    ByteRange range = lock.range();
    for (HeldLock held : List.copyOf(all)) {
      if (held.owner().equals(lock.owner())
          && held.exclusive() == lock.exclusive()
          && held.range().touches(range)) {
        range = range.join(held.range());
        all.remove(held);
      }
    }
    return new HeldLock(lock.owner(), range, lock.exclusive());
  }

  private boolean replace(String file, List<HeldLock> after) {
    int sizeAfter = size - held(file).size() + after.size();
    if (sizeAfter > Math.max(most, size)) {
      return false;
    }
    size = sizeAfter;
    if (after.isEmpty()) {
      files.remove(file);
    } else {
      files.put(file, after);
    }
    return true;
  }
}
