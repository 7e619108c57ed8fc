package io.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableBudgetTest {
  @Test
  void tablesTakeAnEighthOfTheTargetWithinBounds() {
    assertThat(TableBudget.of(256L << 20).bytes()).isEqualTo(32L << 20);
    assertThat(TableBudget.of(32L << 20).bytes()).isEqualTo(16L << 20);
    assertThat(TableBudget.of(64L << 30).bytes()).isEqualTo(96L << 20);
  }

  @Test
  void tablesAndTheBytesOfFilesMakeTheTarget() {
    TableBudget budget = TableBudget.of(256L << 20);

    assertThat(budget.bytes() + budget.besides(256L << 20)).isEqualTo(256L << 20);
  }

  @Test
  void sharesTogetherStayWithinTheBudget() {
    TableBudget budget = TableBudget.of(256L << 20);
    long taken = 0;
    for (int i = 0; i < 3; i++) {
      taken += budget.take(3);
    }
    for (int i = 0; i < 4; i++) {
      taken += budget.takeLater();
    }
    assertThat(taken).isLessThanOrEqualTo(budget.bytes());
  }

  @Test
  void anExportOpenedWhenAllIsTakenStillGetsALittle() {
    TableBudget budget = TableBudget.of(32L << 20);
    for (int i = 0; i < 50; i++) {
      assertThat(budget.takeLater()).isGreaterThanOrEqualTo(TableBudget.LEAST_SHARE);
    }
  }
}
