package io.sluice.server.mount3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class MountListTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final MountList mounts = new MountList();

  @Test
  void aMountIsListedUntilItIsUndone() {
    mounts.add(HERE, "/a");
    mounts.add(HERE, "/b");
    mounts.remove(HERE, "/a");

    assertThat(mounts.mounts()).containsExactly(new MountList.Mount(HERE.getHostAddress(), "/b"));
    mounts.removeAll(HERE);
    assertThat(mounts.mounts()).isEmpty();
  }

  @Test
  void n7_theLastMountOfAPathIsTold() throws UnknownHostException {
    InetAddress other = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
    mounts.add(HERE, "/a");
    mounts.add(HERE, "/b");
    mounts.add(HERE, "/c");
    mounts.add(other, "/a");

    assertThat(mounts.remove(HERE, "/a")).isFalse();
    assertThat(mounts.remove(HERE, "/never")).isFalse();
    assertThat(mounts.remove(other, "/a")).isTrue();
    mounts.add(other, "/c");
    assertThat(mounts.removeAll(HERE)).containsExactly("/b");
  }

  @Test
  void n7_aPathThatIsMountedTwiceStaysUntilBothAreUndone() {
    mounts.add(HERE, "/a");
    mounts.add(HERE, "/a");

    assertThat(mounts.remove(HERE, "/a")).isFalse();
    assertThat(mounts.mounts()).hasSize(1);
    assertThat(mounts.remove(HERE, "/a")).isTrue();
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
