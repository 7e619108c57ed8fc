package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelMountsTest {
  private final KernelMounts mounts =
      KernelMounts.parse(
          List.of(
              "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
              "90 22 0:53 / /mnt/a\\040b rw,noatime shared:9 - nfs 127.0.0.1:/bucket"
                  + " rw,vers=3,port=12049,mountport=12049",
              "91 22 0:54 / /mnt/c rw - nfs 127.0.0.1:/other rw,vers=3"));

  @Test
  void mountsAreFoundByTheirDirectory() {
    KernelMounts.Entry entry = mounts.on(Path.of("/mnt/a b")).orElseThrow();

    assertThat(entry.isNfs()).isTrue();
    assertThat(entry.device()).isEqualTo("0:53");
    assertThat(entry.source()).isEqualTo("127.0.0.1:/bucket");
    assertThat(mounts.on(Path.of("/mnt"))).isEmpty();
  }

  @Test
  void mountsAreFoundByThePortOfTheirServer() {
    assertThat(mounts.fromPort(12049)).hasSize(1);
    assertThat(mounts.fromPort(2049))
        .extracting(KernelMounts.Entry::source)
        .containsExactly("127.0.0.1:/other");
    assertThat(mounts.fromPort(1)).isEmpty();
  }
}
