package io.sluice.it.fake.shape;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.HEAD_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FaultsTest {
  private static final Fault RESET = new Fault.Reset();
  private static final Fault NONE = new Fault.None();

  private final Faults faults = new Faults();

  @Test
  void ruleHitsItsOperationsAndKeysOnly() {
    faults.add(FaultRule.on(RESET, GET_OBJECT).key("k"));

    assertThat(faults.meet(GET_OBJECT, "k")).isEqualTo(RESET);
    assertThat(faults.meet(GET_OBJECT, "l")).isEqualTo(NONE);
    assertThat(faults.meet(HEAD_OBJECT, "k")).isEqualTo(NONE);
  }

  @Test
  void ruleHitsFromTheNthForSoManyTimes() {
    faults.add(FaultRule.on(RESET).from(2).times(2));

    assertThat(faults.meet(GET_OBJECT, "k")).isEqualTo(NONE);
    assertThat(faults.meet(GET_OBJECT, "k")).isEqualTo(RESET);
    assertThat(faults.meet(GET_OBJECT, "k")).isEqualTo(RESET);
    assertThat(faults.meet(GET_OBJECT, "k")).isEqualTo(NONE);
  }

  @Test
  void firstRuleThatHitsDecides() {
    Fault slow = new Fault.Status(503, "SlowDown");
    faults.add(FaultRule.on(slow).times(1));
    faults.add(FaultRule.on(RESET).from(2));

    assertThat(faults.meet(GET_OBJECT, "k")).isEqualTo(slow);
    assertThat(faults.meet(GET_OBJECT, "k")).isEqualTo(RESET);
    faults.clear();
    assertThat(faults.meet(GET_OBJECT, "k")).isEqualTo(NONE);
  }
}
