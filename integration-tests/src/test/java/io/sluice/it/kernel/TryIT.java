package io.sluice.it.kernel;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TryIT {
  @Test
  void tryIt() throws Exception {
    try (var bucket = WriteProfile.ofThisRun().open(ServerMemory.AMPLE)) {
      var script = WriteScripts.named(System.getProperty("try", "write-try.sh"), bucket, Duration.ofMinutes(5));
      GuestResult result = bucket.client().guest(script);
      System.out.println(result);
    }
  }
}
