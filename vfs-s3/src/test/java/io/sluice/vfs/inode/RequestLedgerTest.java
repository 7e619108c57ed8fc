package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RequestLedgerTest {
  private final RequestLedger ledger = new RequestLedger();

  @Test
  void fourRequestsMayBeWastedAndATenthOfAll() {
    ledger.plain(100, 0);
    ledger.asks(100);

    assertThat(ledger.pays(14)).isTrue();
    assertThat(ledger.pays(15)).isFalse();
  }

  @Test
  void anotherScanBeginsAfterAPause() {
    ledger.plain(1, 0);
    ledger.asks(5);
    assertThat(ledger.pays(1)).isFalse();

    ledger.plain(1, Duration.ofSeconds(11).toNanos());

    assertThat(ledger.pays(5)).isTrue();
    assertThat(ledger.pays(6)).isFalse();
  }
}
