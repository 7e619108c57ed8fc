package io.sluice.vfs.write.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to go wrong at the next request of a name, and a request of a former life that S3 does
/// late.
final class Mishaps {
  private final Map<String, Step> next = new HashMap<>();
  private @Nullable Runnable late;
  private int left;

  private boolean isDoing;

  synchronized void plan(String request, Step mishap) {
    next.put(request, mishap);
  }

  synchronized @Nullable Step take(String request) {
    return next.remove(request);
  }

  /// S3 does this before so many requests of the next life are done.
  synchronized void later(int requests, Runnable request) {
    left = requests;
    late = request;
  }

  /// A request of a life comes: S3 does before it what is late, if it is time.
  void comes() {
    doLate(takeLate(false));
  }

  /// S3 does now what it was still to do for a former life, unless it is at it.
  void doLate() {
    doLate(takeLate(true));
  }

  /// Whether S3 is at what was late.
  synchronized boolean isDoingLate() {
    return isDoing;
  }

  private synchronized @Nullable Runnable takeLate(boolean isNow) {
    boolean isDue = --left <= 0 || isNow;
    Runnable due = isDue ? late : null;
    late = isDue ? null : late;
    isDoing |= due != null;
    return due;
  }

  /// Without the lock: who is told of it has others.
  private void doLate(@Nullable Runnable due) {
    if (due == null) {
      return;
    }
    try {
      due.run();
    } finally {
      synchronized (this) {
        isDoing = false;
      }
    }
  }

  synchronized void clear() {
    next.clear();
    late = null;
  }
}
