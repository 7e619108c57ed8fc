package io.sluice.vfs.s3.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.RangeRequest;
import io.sluice.vfs.s3.RetryClock;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.credentials.Renewal;
import io.sluice.vfs.s3.error.DamagedBodyException;
import io.sluice.vfs.s3.transport.ObjectPin;
import io.sluice.vfs.s3.transport.RangeBody;
import io.sluice.vfs.s3.transport.RangeReader;
import io.sluice.vfs.s3.transport.RangeReader.Part;
import io.sluice.vfs.s3.transport.RangeReader.Range;
import io.sluice.vfs.s3.transport.RangeReader.RangeAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Time passes only where a test says so.
final class ResumingReaderTest {
  private static final Duration IO_TIMEOUT = Duration.ofSeconds(45);
  private static final BucketName BUCKET = new BucketName("pictures");
  private static final ObjectPin SEEN = new ObjectPin(new ETag("\"one\""), 1 << 20, null);

  private final StandingClock clock = new StandingClock();
  private final List<Range> asked = new ArrayList<>();
  private final ByteBuffer into = ByteBuffer.allocate(1 << 20);

  @Test
  void c2_aBodyThatMovesMayTakeAnyTime() {
    GetOutcome outcome = read((range, body) -> bring(body, 128 << 10, Duration.ofMinutes(1)));
    assertThat(outcome).isEqualTo(new GetOutcome.Filled(null));
    assertThat(asked).hasSize(8);
    assertThat(asked.getLast().offset()).isEqualTo(7 * (128 << 10));
    assertThat(asked.getLast().pin()).isEqualTo(SEEN);
  }

  @Test
  void c2_aBodyThatHardlyMovesIsGivenUpAtTheIoTimeout() {
    assertThatThrownBy(() -> read((range, body) -> bring(body, 100, Duration.ofSeconds(10))))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
    assertThat(asked).hasSize(5);
  }

  @Test
  void c2_piecesThatAreSmallOneByOneCountTogether() {
    GetOutcome outcome = read((range, body) -> bring(body, 32 << 10, Duration.ofSeconds(20)));
    assertThat(outcome).isEqualTo(new GetOutcome.Filled(null));
    assertThat(asked).hasSize(32);
  }

  @Test
  void c2_aServerThatBreaksOffAgainAndAgainIsSpared() {
    assertThatThrownBy(() -> read((range, body) -> bring(body, 1, Duration.ZERO)))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY))
        .hasMessageContaining("the body broke off after 1 bytes");
    assertThat(asked).hasSizeBetween(20, 40);
  }

  @Test
  void aBodyThatBreaksOffSeldomIsGoneOnWithAtOnce() {
    read((range, body) -> bring(body, asked.size() == 3 ? 100 : 256 << 10, Duration.ZERO));
    assertThat(asked).hasSize(5);
    assertThat(clock.now).isEqualTo(Duration.ofMillis(25).toNanos());
  }

  @Test
  void c2_aServerThatNeverAnswersIsGivenUpAtTheIoTimeout() {
    assertThatThrownBy(() ->
            read((range, body) -> {
              clock.sleep(Duration.ofSeconds(5));
              throw new IOException("no answer");
            }))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
    assertThat(clock.now).isLessThanOrEqualTo(IO_TIMEOUT.toNanos());
  }

  @Test
  void r1_whatIsDamagedAgainAndAgainIsAnError() {
    assertThatThrownBy(() ->
            read((range, body) -> {
              throw new DamagedBodyException("the bytes do not have the object's checksum");
            }))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.IO))
        .hasMessageStartingWith("GetObject s3://pictures/key: the bytes do not have")
        .hasMessageContaining("checksum");
    assertThat(asked).hasSize(3);
  }

  private interface Answer {
    RangeAnswer to(Range range, RangeBody body) throws IOException;
  }

  private RangeAnswer bring(RangeBody body, int count, Duration time) throws IOException {
    int bytes = (int) Math.min(count, body.left());
    body.room().put(new byte[bytes]);
    body.came(bytes);
    clock.sleep(time);
    return new Part(SEEN, null, bytes, body.left() > 0);
  }

  private GetOutcome read(Answer answer) {
    RangeReader reader =
        (range, body, patience) -> {
          asked.add(range);
          return answer.to(range, body);
        };
    RequestLane lane =
        new RequestLane(
            new RetryPolicy(IO_TIMEOUT),
            clock,
            S3Calls.UNOBSERVED,
            new Renewal(() -> {}, false),
            1,
            Duration.ofSeconds(5));
    GetRequest get = new GetRequest(new ObjectKey("key"), 0, null, null);
    return new ResumingReader(reader, lane, BUCKET)
        .read(new RangeRequest(get, 1 << 20, false), BodySink.of(into));
  }

  private static final class StandingClock implements RetryClock {
    long now;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void sleep(Duration pause) {
      now += pause.toNanos();
    }

    @Override
    public double jitter() {
      return 1;
    }
  }
}
