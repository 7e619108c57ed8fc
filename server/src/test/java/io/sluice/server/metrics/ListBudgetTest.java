package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.S3Calls.Result;
import io.sluice.vfs.s3.S3Operation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ListBudgetTest {
  private final AtomicLong nanos = new AtomicLong();
  private final MetricRegistry registry = new MetricRegistry();

  private void list(ListBudget budget, String bucket, int times) {
    S3Calls calls = budget.of(bucket, S3Calls.UNOBSERVED);
    for (int i = 0; i < times; i++) {
      calls.ended(S3Operation.LIST_OBJECTS_V2, Result.OK, 0, 1);
      calls.ended(S3Operation.HEAD_OBJECT, Result.OK, 0, 1);
    }
  }

  private void assertExceeded(int minutes) {
    assertThat(PrometheusText.of(registry))
        .contains("sluice_list_budget_exceeded_total " + minutes + "\n");
  }

  @Test
  void aMinuteWithMoreListsOfAllBucketsThanTheBudgetIsToldOnce() {
    ListBudget budget = new ListBudget(10, nanos::get, registry);

    list(budget, "a", 4);
    list(budget, "b", 6);
    assertExceeded(0);
    list(budget, "b", 20);
    assertExceeded(1);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    list(budget, "a", 10);
    assertExceeded(1);
    assertThat(PrometheusText.of(registry)).contains("sluice_list_requests_this_minute 10\n");
    list(budget, "a", 1);
    assertExceeded(2);
  }

  @Test
  void withoutABudgetNothingIsTooMuch() {
    list(new ListBudget(0, nanos::get, registry), "a", 1000);

    assertExceeded(0);
  }

  @Test
  void everyRequestIsPassedOn() {
    AtomicLong passed = new AtomicLong();
    S3Calls calls =
        new ListBudget(1, nanos::get, registry)
            .of("a", (operation, result, bytes, time) -> passed.addAndGet(bytes));

    calls.ended(S3Operation.GET_OBJECT, Result.OK, 7, 1);
    calls.ended(S3Operation.LIST_OBJECTS_V2, Result.OK, 0, 1);

    assertThat(passed).hasValue(7);
  }
}
