package io.sluice.vfs.write.model;

import io.sluice.vfs.write.SessionSettings;
import java.util.List;

/// What happens, in its order.
///
/// @param seed from which it was made
/// @param close how the server knows that a file is closed
record Story(long seed, SessionSettings.CloseBy close, List<Step> steps) {
  Story {
    steps = List.copyOf(steps);
  }

  Story with(List<Step> others) {
    return new Story(seed, close, others);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("story of seed ").append(seed).append(", --close=").append(close).append('\n');
    for (Step step : steps) {
      text.append("  ").append(step).append('\n');
    }
    return text.toString();
  }
}
