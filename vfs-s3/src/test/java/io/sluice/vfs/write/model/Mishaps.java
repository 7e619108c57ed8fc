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

  /// What S3 does now, before the request of a life; null: nothing.
  synchronized @Nullable Runnable takeLate() {
    Runnable due = late != null && --left <= 0 ? late : null;
    late = due == null ? late : null;
    return due;
  }

  /// What S3 is still to do for a former life, which it does now; null: nothing.
  synchronized @Nullable Runnable takeLateNow() {
    Runnable due = late;
    late = null;
    return due;
  }

  synchronized void clear() {
    next.clear();
    late = null;
  }
}
