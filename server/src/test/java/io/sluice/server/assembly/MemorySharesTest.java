package io.sluice.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.TableBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemorySharesTest {
  private static final long MIB = 1 << 20;

  private static MemoryShares of(long mebibytes) {
    return MemoryShares.of(mebibytes * MIB, TableBudget.of(mebibytes * MIB));
  }

  /// A READ over the edge of two blocks needs both, and a copy; a part is 8 MiB.
  @ParameterizedTest
  @ValueSource(longs = {32, 40, 48, 50, 64, 100, 128, 200, 256, 512, 1024, 1 << 20})
  void whateverTheTargetIsAPartFitsAndMoreBesideIt(long mebibytes) {
    assertThat(of(mebibytes).files()).isGreaterThanOrEqualTo(12 * MIB);
    assertThat(of(mebibytes).records()).isBetween(8 * MIB, 128 * MIB);
  }

  @ParameterizedTest
  @ValueSource(longs = {40, 48, 50, 64, 100, 128, 200, 256, 512, 1024, 1 << 20})
  void whatIsForTablesIsLeft(long mebibytes) {
    MemoryShares shares = of(mebibytes);
    long tables = TableBudget.of(mebibytes * MIB).bytes();

    assertThat(shares.records() + shares.files() + tables).isLessThanOrEqualTo(mebibytes * MIB);
  }

  @Test
  void thereIsRoomForBuffersWhereItIsNotNeededForBytes() {
    assertThat(of(512)).isEqualTo(new MemoryShares(100 * MIB, 300 * MIB));
    assertThat(of(64)).isEqualTo(new MemoryShares(24 * MIB, 24 * MIB));
  }
}
