package io.sluice.it.model;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What something was at every moment.
final class Timeline<T> {
  private record Stretch<T>(long since, T value) {}

  private final List<Stretch<T>> stretches = new ArrayList<>();
  private final NavigableSet<Long> ownChanges = new TreeSet<>();

  Timeline(T atFirst) {
    stretches.add(new Stretch<>(Long.MIN_VALUE, atFirst));
  }

  T now() {
    return stretches.getLast().value();
  }

  /// @param isOwn whether the client that asks made this change itself
  void change(long now, T value, boolean isOwn) {
    if (isOwn) {
      ownChanges.add(now);
    }
    if (!value.equals(now())) {
      stretches.add(new Stretch<>(now, value));
    }
  }

  /// All that it was in a window, the newest first.
  List<T> during(Window window) {
    Long own = ownChanges.floor(window.begin());
    return since(own == null ? window.from() : window.from(own), window.until());
  }

  /// As [#during], as if all changes had been made by others.
  List<T> duringWhoeverChanged(Window window) {
    return since(window.from(), window.until());
  }

  private List<T> since(long from, long until) {
    List<T> values = new ArrayList<>();
    for (Stretch<T> stretch : stretches.reversed()) {
      if (stretch.since() <= until) {
        values.add(stretch.value());
        if (stretch.since() <= from) {
          return values;
        }
      }
    }
    return values;
  }

  boolean wasEver(Window window, Predicate<T> what) {
    return during(window).stream().anyMatch(what);
  }

  boolean wasAlways(Window window, Predicate<T> what) {
    return during(window).stream().allMatch(what);
  }
}
