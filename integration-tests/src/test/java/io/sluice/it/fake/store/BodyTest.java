package io.sluice.it.fake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BodyTest {
  private static final long HUGE = 100L << 30;

  @Test
  void syntheticByteDependsOnKeyAndOffsetAlone() {
    Body body = SyntheticBody.of("k", 0, HUGE);
    Body again = SyntheticBody.of("k", 0, HUGE);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      long at = random.nextLong(HUGE - 70_000);
      byte[] chunk = new byte[64];
      body.slice(at, 70_000).chunk(0, 64).get(chunk);
      assertThat(chunk).startsWith(again.at(at), again.at(at + 1)).endsWith(again.at(at + 63));
    }
  }

  @Test
  void otherKeysAndEditionsHaveOtherBytes() {
    byte[] body = SyntheticBody.of("k", 0, 64).read();

    assertThat(SyntheticBody.of("l", 0, 64).read()).isNotEqualTo(body);
    assertThat(SyntheticBody.of("k", 1, 64).read()).isNotEqualTo(body);
  }

  @Test
  void misplacedBlocksShow() {
    Body body = SyntheticBody.of("k", 0, HUGE);
    byte[] first = body.slice(0, 64).read();

    for (long block : List.of(4096L, 65_536L, 1L << 20, 8L << 20, 1L << 30)) {
      assertThat(body.slice(block, 64).read()).isNotEqualTo(first);
    }
  }

  @Test
  void wholeOfASyntheticBodyIsItsBytesInOrder() {
    Body body = SyntheticBody.of("k", 0, 3L * SyntheticBody.PERIOD / 2);
    byte[] all = body.read();

    assertThat(all).hasSize((int) body.size());
    for (int at = 0; at < all.length; at += 9973) {
      assertThat(all[at]).isEqualTo(body.at(at));
    }
  }

  @Test
  void joinedBodiesReadAsOneAcrossTheirSeams() {
    Body joined =
        JoinedBody.of(List.of(Body.of("abc"), HeldBody.EMPTY, Body.of("d"), Body.of("efg")));

    assertThat(joined.size()).isEqualTo(7);
    for (int from = 0; from <= 7; from++) {
      for (int to = from; to <= 7; to++) {
        assertThat(new String(joined.slice(from, to - from).read(), StandardCharsets.UTF_8))
            .isEqualTo("abcdefg".substring(from, to));
      }
    }
  }

  @Test
  void nothingIsReadBeyondTheEnd() {
    Body body = SyntheticBody.of("k", 0, 10);

    assertThat(body.chunk(8, 100).remaining()).isEqualTo(2);
    assertThatThrownBy(() -> body.chunk(10, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> body.slice(5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
