package io.sluice.it.model;

import java.util.List;

/// A story that went wrong.
///
/// @param at the index of the operation with the wrong answer
/// @param promise the number of what was broken
/// @param what what was expected and what came
record Failure(Story story, int at, String promise, String what) {
  /// The story up to the wrong answer.
  Story told() {
    return story.with(List.copyOf(story.operations().subList(0, at + 1)));
  }

  @Override
  public String toString() {
    return Printer.print(told()) + "      " + promise + ": " + what + "\n";
  }
}
