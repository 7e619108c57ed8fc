package io.sluice.server.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelMountsTest {
  private final KernelMounts mounts =
      KernelMounts.parse(
          List.of(
              "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
              "90 22 0:53 / /mnt/a\\040b rw,noatime shared:9 - nfs 127.0.0.1:/bucket"
                  + " rw,vers=3,port=12049,mountport=12049",
              "91 22 0:54 / /mnt/c rw - nfs 127.0.0.1:/other rw,vers=3",
              "92 22 0:55 / /mnt/nas rw - nfs nas:/other rw,vers=3,addr=192.0.2.7",
              "93 22 0:56 / /mnt/\ufffd rw - nfs 192.0.2.7:/other rw,vers=3"));

  @TempDir Path directory;

  @Test
  void mountsAreFoundByTheirDirectory() {
    KernelMounts.Entry entry = mounts.on(Path.of("/mnt/a b")).orElseThrow();

    assertThat(entry.isNfs()).isTrue();
    assertThat(entry.device()).isEqualTo("0:53");
    assertThat(entry.source()).isEqualTo("127.0.0.1:/bucket");
    assertThat(mounts.on(Path.of("/mnt"))).isEmpty();
  }

  private Path real() throws IOException {
    return directory.toRealPath();
  }

  private static KernelMounts mountedOn(Path path) {
    return KernelMounts.parse(
        List.of("90 22 0:53 / " + path + " rw - nfs 127.0.0.1:/bucket rw,vers=3,port=1"));
  }

  @Test
  void aPlaceIsFoundThroughLinksThatLeadThere() throws IOException {
    Path place = Files.createDirectories(real().resolve("a/mnt"));
    Path above = Files.createSymbolicLink(directory.resolve("above"), Path.of("a"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("above/mnt"));

    KernelMounts mounted = mountedOn(place);

    assertThat(mounted.placeOf(place)).isEqualTo(place);
    assertThat(mounted.placeOf(above.resolve("mnt"))).isEqualTo(place);
    assertThat(mounted.placeOf(link)).isEqualTo(place);
    assertThat(mounted.placeOf(place.resolve("../mnt/."))).isEqualTo(place);
  }

  @Test
  void aLinkThatIsMountedOnIsThePlaceItself() throws IOException {
    Path link = Files.createSymbolicLink(real().resolve("link"), Path.of("link"));

    assertThat(mountedOn(link).placeOf(link)).isEqualTo(link);
    assertThat(mountedOn(Path.of("/else")).placeOf(link)).isEqualTo(link);
    Path absent = directory.resolve("absent/mnt");
    assertThat(mountedOn(Path.of("/else")).placeOf(absent)).isEqualTo(absent);
  }

  @Test
  void mountsAreFoundByThePortOfTheirServerOnThisMachine() {
    assertThat(mounts.fromPort(12049)).hasSize(1);
    assertThat(mounts.fromPort(2049))
        .extracting(KernelMounts.Entry::source)
        .containsExactly("127.0.0.1:/other");
    assertThat(mounts.fromPort(1)).isEmpty();
  }
}
