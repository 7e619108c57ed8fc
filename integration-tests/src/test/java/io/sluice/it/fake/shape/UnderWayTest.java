package io.sluice.it.fake.shape;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.PUT_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UnderWayTest {
  private final UnderWay underWay = new UnderWay();

  @Test
  void theMostOfAnOperationStaysWhenItsRequestsHaveEnded() {
    underWay.begin(GET_OBJECT);
    underWay.begin(GET_OBJECT);
    underWay.begin(PUT_OBJECT);
    underWay.end(GET_OBJECT);
    underWay.begin(GET_OBJECT);
    underWay.end(GET_OBJECT);

    assertThat(underWay.now(GET_OBJECT)).isEqualTo(1);
    assertThat(underWay.most(GET_OBJECT)).isEqualTo(2);
    assertThat(underWay.most(PUT_OBJECT)).isEqualTo(1);
  }
}
