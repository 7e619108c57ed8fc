package io.sluice.vfs.write.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a failing story down: leaves steps out, long stretches first, as long as the same promise
/// is broken in the same way. The server's threads race, so each story is played a few times.
final class Shrinker {
  private static final int TRIES = 3;

  private final Fault fault;
  private final String kind;

  private Shrinker(Fault fault, String kind) {
    this.fault = fault;
    this.kind = kind;
  }

  /// The shortest failure that leaving out leads to.
  static Failure shrink(Failure failure, Fault fault) {
    Shrinker shrinker = new Shrinker(fault, failure.kind());
    Failure shortest = failure;
    int before;
    do {
      before = shortest.story().steps().size();
      shortest = shrinker.apart(shrinker.leaveOut(shortest));
    } while (shortest.story().steps().size() < before);
    return shortest;
  }

  private Failure leaveOut(Failure failure) {
    Failure shortest = failure;
    for (int stretch = failure.story().steps().size(); stretch > 0; stretch /= 2) {
      int from = 0;
      while (from < shortest.story().steps().size()) {
        List<Step> fewer = new ArrayList<>(shortest.story().steps());
        fewer.subList(from, Math.min(from + stretch, fewer.size())).clear();
        Optional<Failure> again = play(shortest.story().with(fewer));
        shortest = again.orElse(shortest);
        from += again.isPresent() ? 0 : stretch;
      }
    }
    return shortest;
  }

  /// Makes calls one after the other that are under way together.
  private Failure apart(Failure failure) {
    Failure simplest = failure;
    for (int i = 0; i < simplest.story().steps().size(); i++) {
      if (simplest.story().steps().get(i) instanceof Step.Together(List<Step.Call> calls)) {
        List<Step> steps = new ArrayList<>(simplest.story().steps());
        steps.remove(i);
        steps.addAll(i, calls);
        simplest = play(simplest.story().with(steps)).orElse(simplest);
      }
    }
    return simplest;
  }

  private Optional<Failure> play(Story story) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Failure> found = Play.of(story, fault);
      if (found.isPresent() && found.get().kind().equals(kind)) {
        return found;
      }
    }
    return Optional.empty();
  }
}
