package io.sluice.it.bench;

import java.util.Comparator;
import java.util.List;

/// A line of the report.
///
/// @param rounds at least one, fastest first
record NamesRow(NamesWork work, List<NamesFigure> rounds) {
  NamesRow {
    rounds = rounds.stream().sorted(Comparator.comparingDouble(NamesFigure::seconds)).toList();
  }

  NamesFigure fastest() {
    return rounds.getFirst();
  }

  NamesFigure median() {
    return rounds.get(rounds.size() / 2);
  }

  NamesFigure slowest() {
    return rounds.getLast();
  }
}
