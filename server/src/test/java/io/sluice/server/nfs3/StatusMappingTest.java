package io.sluice.server.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.VfsError;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatusMappingTest {
  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, NFS3ERR_NOENT",
    "STALE, NFS3ERR_STALE",
    "ACCESS_DENIED, NFS3ERR_ACCES",
    "NOT_PERMITTED, NFS3ERR_PERM",
    "READ_ONLY, NFS3ERR_ROFS",
    "CROSS_DEVICE, NFS3ERR_XDEV",
    "TOO_LARGE, NFS3ERR_FBIG",
    "NO_SPACE, NFS3ERR_NOSPC",
    "BUSY, NFS3ERR_JUKEBOX",
  })
  void aFailureHasTheStatusThatSemanticsPromise(VfsError error, NfsStat3 status) {
    assertThat(StatusMapping.of(error)).isEqualTo(status);
  }

  @Test
  void noFailureIsASuccess() {
    assertThat(Arrays.stream(VfsError.values()).map(StatusMapping::of))
        .doesNotContain(NfsStat3.NFS3_OK);
  }
}
