package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SweepTest {
  private final Sweep sweep = new Sweep(List.of("a/", "b/", "c/", "d/", "e/", "f/", "g/", "h/"));

  private void asks(String after) {
    assertThat(sweep.next()).isEqualTo(after);
    sweep.asks(after);
  }

  @Test
  void itBeginsAtSeveralPlacesAtOnce() {
    asks("");
    asks("c/");
    asks("e/");
    asks("g/");
    assertThat(sweep.next()).isNull();
  }

  @Test
  void eachStretchEndsWhereTheNextBegan() {
    asks("");
    sweep.ended("", "b/7");
    asks("b/7");
    sweep.ended("b/7", "c/1");
    asks("c/");
    asks("e/");
    asks("g/");
    sweep.ended("c/", "e/2");
    sweep.ended("e/", "g/2");
    assertThat(sweep.goesOn()).isTrue();
    sweep.ended("g/", null);
    assertThat(sweep.goesOn()).isFalse();
  }

  @Test
  void withoutKnownNamesItGoesFromTheStart() {
    Sweep plain = new Sweep(List.of());
    assertThat(plain.next()).isEmpty();
    plain.asks("");
    plain.ended("", "x/1");
    assertThat(plain.next()).isEqualTo("x/1");
  }
}
