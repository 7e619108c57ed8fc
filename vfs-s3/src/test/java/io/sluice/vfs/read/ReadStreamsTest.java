package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.s3.ETag;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReadStreamsTest {
  private static final int MIB = 1 << 20;
  private static final ReadStreams.Pin OLD =
      new ReadStreams.Pin(new ETag("\"old\""), Long.MAX_VALUE, Instant.EPOCH);
  private static final ReadStreams.Pin NEW =
      new ReadStreams.Pin(new ETag("\"new\""), Long.MAX_VALUE, Instant.EPOCH);

  private final ReadStreams streams = new ReadStreams();

  @Test
  void r2_aReaderInTheMiddleStaysWithTheVersionItBeganWith() {
    streams.advance(OLD, 0, MIB, 0);
    streams.advance(OLD, MIB, 2 * MIB, 1);

    assertThat(streams.versionFor(2 * MIB, NEW, 2)).isEqualTo(OLD);
    assertThat(streams.versionFor(5 * MIB, NEW, 2)).isEqualTo(OLD);
  }

  @Test
  void r2_whoStartsAnewGetsTheNewVersionAndKeepsItBesideTheOldReader() {
    streams.advance(OLD, 0, 4 * MIB, 0);

    assertThat(streams.versionFor(0, NEW, 1)).isEqualTo(NEW);
    streams.advance(NEW, 0, MIB, 1);

    assertThat(streams.versionFor(MIB, NEW, 2)).isEqualTo(NEW);
  }

  @Test
  void aReadFarFromEveryRunGetsTheCurrentVersion() {
    streams.advance(OLD, 0, MIB, 0);

    assertThat(streams.versionFor(1L << 40, NEW, 1)).isEqualTo(NEW);
  }

  @Test
  void aRunWithoutReadsEnds() {
    streams.advance(OLD, 0, MIB, 0);

    assertThat(streams.versionFor(MIB, NEW, ReadStreams.IDLE_NANOS)).isEqualTo(NEW);
    assertThat(streams.readers(OLD.version())).isNull();
  }

  @Test
  void r2_whoHasNothingOfAVersionLeavesItWithAllItsRuns() {
    Readership readers = streams.advance(OLD, MIB, 2 * MIB, 0);
    assertThat(streams.advance(OLD, 1L << 40, (1L << 40) + MIB, 0)).isSameAs(readers);

    assertThat(readers.leaves()).isTrue();

    assertThat(readers.stays()).isFalse();
    assertThat(streams.versionFor(2 * MIB, NEW, 1)).isEqualTo(NEW);
    assertThat(streams.versionFor(1L << 40, NEW, 1)).isEqualTo(NEW);
    assertThat(streams.advance(OLD, MIB, 2 * MIB, 1)).isNotSameAs(readers);
  }

  @Test
  void r2_whoHasBytesOfAVersionStaysWithIt() {
    Readership readers = streams.advance(OLD, MIB, 2 * MIB, 0);

    assertThat(readers.stays()).isTrue();

    assertThat(readers.leaves()).isFalse();
    assertThat(streams.versionFor(2 * MIB, NEW, 1)).isEqualTo(OLD);
  }

  @Test
  void atMostSixteenRunsAreRemembered() {
    for (long i = 0; i < 100; i++) {
      streams.advance(OLD, i << 40, (i << 40) + MIB, i);
    }

    assertThat(streams.versionFor((10L << 40) + MIB, NEW, 100)).isEqualTo(NEW);
    assertThat(streams.versionFor((99L << 40) + MIB, NEW, 100)).isEqualTo(OLD);
  }
}
