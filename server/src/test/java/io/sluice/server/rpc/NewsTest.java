package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NewsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final News news = new News(nanos::get);

  @Test
  void theSameIsNewsOnceAWhile() {
    assertThat(news.isNews("a")).isTrue();
    nanos.addAndGet(20_000_000_000L);
    assertThat(news.isNews("b")).isTrue();
    assertThat(news.isNews("a")).isFalse();

    nanos.addAndGet(10_000_000_000L);

    assertThat(news.isNews("b")).isFalse();
    assertThat(news.isNews("a")).isTrue();
  }

  @Test
  void thereIsOnlySoMuchNewsInAWhile() {
    long told = IntStream.range(0, 10_000).filter(i -> news.isNews("client " + i)).count();

    assertThat(told).isEqualTo(256);
    nanos.addAndGet(30_000_000_000L);
    assertThat(news.isNews("client 9999")).isTrue();
  }
}
