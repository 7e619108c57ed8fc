package io.sluice.it.fake;

import io.sluice.it.fake.http.Query;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.Gate;
import io.sluice.it.fake.shape.S3Operation;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/// Fault rules in words of the [BackDoor]: `on=PUT_OBJECT,UPLOAD_PART` (absent: all operations),
/// `status=403` and `code=AccessDenied`, or `silent` (no answer until all faults are healed, then
/// the connection ends; absent both: it is reset), `times=2` (absent: until all faults are healed).
final class DoorFaults {
  private final FakeS3 s3;
  private final AtomicReference<Gate> silence = new AtomicReference<>(new Gate());

  DoorFaults(FakeS3 s3) {
    this.s3 = s3;
  }

  void begin(Query query) {
    FaultRule rule = FaultRule.on(fault(query), operations(query.get("on", "")));
    s3.fault(query.has("times") ? rule.times(Integer.parseInt(query.get("times", ""))) : rule);
  }

  /// Ends all faults, and the silence for those who stand in it.
  void heal() {
    s3.heal();
    silence.getAndSet(new Gate()).release();
  }

  private Fault fault(Query query) {
    if (query.has("silent")) {
      return new Fault.BlackHole(silence.get());
    }
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
