package io.sluice.it.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a failing story down: leaves out operations, large stretches first, and makes those that
/// are left simpler, as long as the same promise is broken.
final class Shrinker {
  /// Operations of which all pairs can be tried.
  private static final int FEW = 24;

  private final SystemUnderTest.Maker maker;
  private final String promise;

  private Shrinker(SystemUnderTest.Maker maker, String promise) {
    this.maker = maker;
    this.promise = promise;
  }

  /// The shortest failure that leaving out and simplifying one thing at a time leads to.
  static Failure shrink(SystemUnderTest.Maker maker, Failure failure) {
    Shrinker shrinker = new Shrinker(maker, failure.promise());
    Failure shortest = failure;
    while (true) {
      Failure before = shortest;
      shortest = shrinker.leaveOutPairs(shrinker.simplify(shrinker.leaveOut(shortest)));
      if (shortest.equals(before)) {
        return shortest;
      }
    }
  }

  private Failure leaveOut(Failure failure) {
    Failure shortest = failure;
    for (int stretch = failure.told().operations().size(); stretch > 0; stretch /= 2) {
      int from = 0;
      while (from < shortest.told().operations().size()) {
        List<Operation> fewer = new ArrayList<>(shortest.told().operations());
        fewer.subList(from, Math.min(from + stretch, fewer.size())).clear();
        Optional<Failure> again = play(shortest.story().with(fewer));
        if (again.isPresent()) {
          shortest = again.get();
        } else {
          from += stretch;
        }
      }
    }
    return shortest;
  }

  /// An object that only fills a page, and the call that reads this page, go together or not at
  /// all.
  private Failure leaveOutPairs(Failure failure) {
    List<Operation> operations = failure.told().operations();
    for (int i = 0; i < operations.size() && operations.size() <= FEW; i++) {
      for (int j = i + 1; j < operations.size(); j++) {
        List<Operation> fewer = new ArrayList<>(operations);
        fewer.remove(j);
        fewer.remove(i);
        Optional<Failure> again = play(failure.story().with(fewer));
        if (again.isPresent()) {
          return again.get();
        }
      }
    }
    return failure;
  }

  private Failure simplify(Failure failure) {
    Failure simplest = failure;
    for (int i = 0; i < simplest.told().operations().size(); i++) {
      for (Operation simpler : simpler(simplest.told().operations().get(i))) {
        List<Operation> operations = new ArrayList<>(simplest.told().operations());
        operations.set(i, simpler);
        Optional<Failure> again = play(simplest.story().with(operations));
        if (again.isPresent()) {
          simplest = again.get();
          break;
        }
      }
    }
    return simplest;
  }

  private static List<Operation> simpler(Operation operation) {
    return switch (operation) {
      case Operation.Go(int reader, int calls) when calls > 1 ->
          List.of(new Operation.Go(reader, 1), new Operation.Go(reader, calls - 1));
      case Operation.Begin(int reader, String path, int most, ReaderKind kind)
          when kind != ReaderKind.LS ->
          List.of(new Operation.Begin(reader, path, most, ReaderKind.LS));
      case Operation.Begin(int reader, String path, int most, ReaderKind kind) when most > 1 ->
          List.of(new Operation.Begin(reader, path, 1, kind));
      case Operation.Put(String key, int size) when size > 0 -> List.of(new Operation.Put(key, 0));
      default -> List.of();
    };
  }

  private Optional<Failure> play(Story story) {
    return Stage.play(maker, story).filter(failure -> failure.promise().equals(promise));
  }
}
