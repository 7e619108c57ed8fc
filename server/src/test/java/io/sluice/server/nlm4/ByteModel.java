package io.sluice.server.nlm4;

import java.util.HashMap;
import java.util.Map;

/// What a lock table says, byte by byte.
final class ByteModel {
  static final int BYTES = 24;

  private static final char FREE = '-';
  private static final char SHARED = 's';
  private static final char EXCLUSIVE = 'x';

  private final Map<LockOwner, char[]> held = new HashMap<>();

  boolean lock(LockOwner owner, ByteRange range, boolean exclusive) {
    for (Map.Entry<LockOwner, char[]> other : held.entrySet()) {
      for (int i = (int) range.start(); i < range.end(); i++) {
        char kind = other.getValue()[i];
        if (!other.getKey().equals(owner) && (kind == EXCLUSIVE || (kind == SHARED && exclusive))) {
          return false;
        }
      }
    }
    fill(owner, range, exclusive ? EXCLUSIVE : SHARED);
    return true;
  }

  void unlock(LockOwner owner, ByteRange range) {
    fill(owner, range, FREE);
  }

  /// How many locks that makes: runs of equal bytes of one owner.
  int runs() {
    int runs = 0;
    for (char[] bytes : held.values()) {
      for (int i = 0; i < BYTES; i++) {
        if (bytes[i] != FREE && (i == 0 || bytes[i] != bytes[i - 1])) {
          runs++;
        }
      }
    }
    return runs;
  }

  private void fill(LockOwner owner, ByteRange range, char kind) {
    char[] bytes =
        held.computeIfAbsent(owner, _ -> String.valueOf(FREE).repeat(BYTES).toCharArray());
    for (int i = (int) range.start(); i < range.end(); i++) {
      bytes[i] = kind;
    }
  }
}
