package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.Durability;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Files of more than one part that are published inside COMMIT (`--close=commit`).
class SessionClosedByCommitTest extends FileInWriting {
  @Override
  SessionSettings.CloseBy closeBy() {
    return SessionSettings.CloseBy.COMMIT;
  }

  @Test
  void w2_eachCommitPublishesAlsoWhenTheOneBeforeWasNotTheLast() {
    byte[] bytes = random(36 * MIB);
    create();
    for (int end = 12 * MIB; end <= bytes.length; end += 12 * MIB) {
      write(bytes, end - 12 * MIB, end, Durability.UNSTABLE);
      commit();

      assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, end));
    }
  }
}
