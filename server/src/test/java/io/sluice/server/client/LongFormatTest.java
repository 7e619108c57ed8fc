package io.sluice.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LongFormatTest {
  private static final Instant TIME = Instant.parse("2026-11-21T09:05:00Z");

  private static RemoteFile file(String name, RemoteFile.Type type, int mode, long size) {
    return new RemoteFile(name, type, mode, 1, 1000, 0, size, TIME);
  }

  @Test
  void columnsAreAsWideAsTheyMustBe() {
    List<RemoteFile> files =
        List.of(
            file("a", RemoteFile.Type.REGULAR, 0644, 5),
            file("dir", RemoteFile.Type.DIRECTORY, 0755, 4096),
            file("big", RemoteFile.Type.REGULAR, 0600, 4_294_967_296L));
    assertThat(LongFormat.lines(files, ZoneOffset.UTC))
        .containsExactly(
            "-rw-r--r-- 1 1000 0          5 2026-11-21 09:05 a",
            "drwxr-xr-x 1 1000 0       4096 2026-11-21 09:05 dir/",
            "-rw------- 1 1000 0 4294967296 2026-11-21 09:05 big");
  }

  @Test
  void controlCharactersOfNamesDoNotReachTheTerminal() {
    assertThat(LongFormat.name(file("a\u001b[31m\nb\\c\u202e", RemoteFile.Type.REGULAR, 0, 0)))
        .isEqualTo("a\\x1b[31m\\x0ab\\\\c\\u202e");
    assertThat(LongFormat.name(file("ä 東 😀", RemoteFile.Type.REGULAR, 0, 0))).isEqualTo("ä 東 😀");
  }

  @Test
  void nothingGivesNoLines() {
    assertThat(LongFormat.lines(List.of(), ZoneOffset.UTC)).isEmpty();
  }
}
