package io.sluice.it.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes stories from seeds: the same seed gives the same story for ever.
final class Generator {
  /// Operations of a story after its tree was put: long enough for three or four changes of one
  /// name, short enough to start afresh often.
  private static final int LONGEST = 120;

  private final List<SmallBucket.Order> orders;

  /// @param orders in which stores list
  Generator(List<SmallBucket.Order> orders) {
    this.orders = orders;
  }

  Story story(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    Setting setting = setting(random);
    List<Operation> operations = new ArrayList<>();
    Plot plot = new Plot(random, setting, operations);
    switch (random.nextInt(10)) {
      case 0 -> plot.wideDirectory();
      case 1 -> plot.manySiblings();
      case 2 -> plot.deepTree();
      case 3, 4, 5 -> plot.fewNames();
      default -> plot.oneDirectory();
    }
    int length = operations.size() + 10 + random.nextInt(LONGEST);
    while (operations.size() < length) {
      plot.goOn();
    }
    return new Story(seed, setting, operations);
  }

  private Setting setting(Random random) {
    List<Duration> ttls =
        List.of(
            Duration.ZERO,
            Duration.ofMillis(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Setting.INDEFINITE);
    Duration positive = ttls.get(random.nextInt(ttls.size()));
    Duration negative = random.nextInt(4) == 0 ? ttls.get(random.nextInt(ttls.size())) : positive;
    int pageSize = random.nextInt(6) == 0 ? 1000 : 1 + random.nextInt(1 + random.nextInt(7));
    String prefix = random.nextInt(4) == 0 ? "p/d/" : "";
    return new Setting(
        positive, negative, pageSize, prefix, orders.get(random.nextInt(orders.size())));
  }
}
