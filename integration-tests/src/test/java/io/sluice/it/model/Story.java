package io.sluice.it.model;

import java.util.List;

/// What happens, in its order.
///
/// @param seed from which it was made
record Story(long seed, Setting setting, List<Operation> operations) {
  Story {
    operations = List.copyOf(operations);
  }

  Story with(List<Operation> others) {
    return new Story(seed, setting, others);
  }
}
