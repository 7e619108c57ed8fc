package io.sluice.vfs.write.model;

/// A story that went wrong.
///
/// @param at the index of the step at which that was seen; behind the last one: at the end
/// @param promise the number of what was broken
/// @param what what was expected and what came
record Failure(Story story, int at, String promise, String what) {
  /// What is alike in failures of one cause: the words without the numbers.
  String kind() {
    return promise + what.lines().findFirst().orElse("").replaceAll("\\d+", "");
  }

  @Override
  public String toString() {
    int told = Math.min(at + 1, story.steps().size());
    return story.with(story.steps().subList(0, told)) + "    " + promise + ": " + what + "\n";
  }
}
