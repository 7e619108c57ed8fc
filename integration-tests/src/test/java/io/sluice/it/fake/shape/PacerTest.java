package io.sluice.it.fake.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PacerTest {
  private static final long MILLI = 1_000_000;

  @Test
  void bytesTakeTheTimeOfTheirBandwidth() {
    Pacer pacer = new Pacer(1_000_000);

    assertThat(pacer.pass(1000, 0)).isEqualTo(MILLI);
    assertThat(pacer.pass(1000, 0)).isEqualTo(2 * MILLI);
  }

  @Test
  void lateTimersAreMadeUpFor() {
    Pacer pacer = new Pacer(1_000_000);
    long now = 0;
    for (int i = 0; i < 1000; i++) {
      now = pacer.pass(1000, now) + MILLI / 10;
    }

    assertThat(now).isBetween(1000 * MILLI, 1001 * MILLI);
  }

  @Test
  void idleTimeIsNotSaved() {
    Pacer pacer = new Pacer(1_000_000);
    pacer.pass(1000, 0);

    assertThat(pacer.pass(1000, 1000 * MILLI)).isEqualTo(1001 * MILLI);
  }

  @Test
  void unlimitedTakesNoTime() {
    assertThat(new Pacer(0).pass(Integer.MAX_VALUE, 7)).isEqualTo(7);
  }

  @Test
  void connectionsShareTheLink() {
    RecordingTimer timer = new RecordingTimer();
    Pacer shared = new Pacer(1_000_000);
    Link one = new Link(new Pacer(0), shared, timer);
    Link other = new Link(new Pacer(0), shared, timer);
    long start = timer.now();
    for (int i = 0; i < 5; i++) {
      one.pass(1000);
      other.pass(1000);
    }

    assertThat(timer.now() - start).isEqualTo(10 * MILLI);
  }
}
