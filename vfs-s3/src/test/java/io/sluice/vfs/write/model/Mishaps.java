package io.sluice.vfs.write.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to go wrong at the next request of a name.
final class Mishaps {
  private final Map<String, Step> next = new HashMap<>();

  synchronized void plan(String request, Step mishap) {
    next.put(request, mishap);
  }

  synchronized @Nullable Step take(String request) {
    return next.remove(request);
  }

  synchronized void clear() {
    next.clear();
  }
}
