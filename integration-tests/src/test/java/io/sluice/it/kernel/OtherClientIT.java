package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What another client of the bucket does is seen by the kernel's client within 3 s, mounted with
/// the options of `sluice mount`.
@EnabledWithKernelClient
@DisplayName("A4 A9 What another client does")
final class OtherClientIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "the directory before",
        "a name that was absent appears",
        "a name appears in a listing that was read before",
        "an object replaced by a longer one is read",
        "an object replaced by one as long is read",
        "an object that is read again and again is replaced",
        "a name that was there is gone",
        "a name is gone from a listing that was read before",
        "a directory appears",
        "a directory vanishes",
        "a file turns into a directory",
        "without looking meanwhile, a new name is found",
        "without looking meanwhile, the listing is new",
        "without looking meanwhile, the content is new",
        "without looking meanwhile, what was removed is gone"
      })
  void checkHolds(String name) throws IOException, InterruptedException {
    assertThat(NamesGuest.result().check(name)).isEqualTo(Check.ok(name));
  }
}
