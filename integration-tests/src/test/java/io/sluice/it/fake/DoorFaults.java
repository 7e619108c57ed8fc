package io.sluice.it.fake;

import io.sluice.it.fake.http.Query;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.S3Operation;
import java.util.Arrays;

/// Fault rules in words of the [BackDoor]: `on=PUT_OBJECT,UPLOAD_PART` (absent: all operations),
/// `status=403` and `code=AccessDenied` (absent: the connection is reset), `times=2` (absent: until
/// all faults are healed).
final class DoorFaults {
  private DoorFaults() {}

  static FaultRule read(Query query) {
    FaultRule rule = FaultRule.on(fault(query), operations(query.get("on", "")));
    return query.has("times") ? rule.times(Integer.parseInt(query.get("times", ""))) : rule;
  }

  private static Fault fault(Query query) {
    return query.has("status")
        ? new Fault.Status(Integer.parseInt(query.get("status", "")), query.get("code", ""))
        : new Fault.Reset();
  }

  private static S3Operation[] operations(String names) {
    return Arrays.stream(names.split(",", -1))
        .filter(name -> !name.isEmpty())
        .map(S3Operation::valueOf)
        .toArray(S3Operation[]::new);
  }
}
