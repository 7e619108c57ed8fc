package io.sluice.server.mount3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

final class MountListTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final MountList mounts = new MountList();

  @Test
  void aMountIsListedUntilItIsUndone() {
    mounts.add(HERE, "/a");
    mounts.add(HERE, "/a");
    mounts.add(HERE, "/b");
    mounts.remove(HERE, "/a");

    assertThat(mounts.mounts()).containsExactly(new MountList.Mount(HERE.getHostAddress(), "/b"));
    mounts.removeAll(HERE);
    assertThat(mounts.mounts()).isEmpty();
  }

  @Test
  void theListIsBounded() {
    for (int i = 0; i < 1000; i++) {
      mounts.add(HERE, "/" + i);
    }

    assertThat(mounts.mounts()).hasSize(256);
    assertThat(mounts.mounts().getLast().path()).isEqualTo("/999");
  }
}
