package io.sluice.server.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

final class FailureLogTest {
  private final AtomicLong nanos = new AtomicLong();
  private final FailureLog log = new FailureLog(nanos::get);

  private Level level(VfsError error, String words) {
    return log.level(new VfsException(error, words));
  }

  @Test
  void whatAnOperatorMustActOnIsAWarningOnceAWhile() {
    assertThat(level(VfsError.BUSY, "S3 does not answer")).isEqualTo(Level.WARN);
    assertThat(level(VfsError.BUSY, "S3 does not answer")).isEqualTo(Level.DEBUG);
    assertThat(level(VfsError.ACCESS_DENIED, "secret/")).isEqualTo(Level.WARN);

    nanos.addAndGet(30_000_000_000L);

    assertThat(level(VfsError.BUSY, "S3 does not answer")).isEqualTo(Level.WARN);
  }

  @Test
  void everydayAnswersAreNoWarnings() {
    assertThat(level(VfsError.NOT_FOUND, "x")).isEqualTo(Level.DEBUG);
    assertThat(level(VfsError.READ_ONLY, "x")).isEqualTo(Level.DEBUG);
  }
}
