package io.sluice.server.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.Before;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AttributeCodecsTest {
  private static final FileAttributes FILE =
      new FileAttributes(
          new FileId(0x0123_4567_89ab_cdefL),
          FileType.REGULAR,
          0644,
          1,
          1000,
          -2,
          5L << 32,
          6L << 32,
          Instant.ofEpochSecond(1, 11),
          Instant.ofEpochSecond(2, 22),
          Instant.ofEpochSecond(0xffff_fffeL, 33));

  @Test
  void fattr3HasTheLayoutOfTheRfc() {
    ByteBuffer written = Wire.written(Fattr3.of(FILE, 0x77)::write);

    assertThat(written)
        .isEqualTo(
            Wire.ints(
                1,
                0644,
                1,
                1000,
                -2,
                5,
                0,
                6,
                0,
                0,
                0,
                0,
                0x77,
                0x01234567,
                0x89abcdef,
                1,
                11,
                2,
                22,
                -2,
                33));
    assertThat(written.remaining()).isEqualTo(Fattr3.SIZE);
  }

  @Test
  void fattr3IsReadBack() {
    Fattr3 attributes = Fattr3.of(FILE, 0x77);

    assertThat(Wire.read(Wire.written(attributes::write), Fattr3::read)).isEqualTo(attributes);
  }

  @Test
  void aDirectoryHasTypeTwo() {
    assertThat(Ftype3.of(FileType.DIRECTORY).code()).isEqualTo(2);
  }

  @Test
  void timesBeyondTheWireAreTheNearestItHas() {
    assertThat(NfsTime3.of(Instant.ofEpochSecond(-1, 5))).isEqualTo(new NfsTime3(0, 0));
    assertThat(NfsTime3.of(Instant.MAX).seconds()).isEqualTo(0xffff_ffffL);
    assertThat(new NfsTime3(7, 8).toInstant()).isEqualTo(Instant.ofEpochSecond(7, 8));
  }

  @Test
  void absentAttributesAreOneWord() {
    assertThat(Wire.written(PostOpAttr.ABSENT::write)).isEqualTo(Wire.ints(0));
    assertThat(PostOpAttr.ABSENT.size()).isEqualTo(4);
    assertThat(PostOpAttr.of(FILE, 1).size()).isEqualTo(Wire.size(PostOpAttr.of(FILE, 1)::write));
  }

  @Test
  void wccDataCarriesWhatIsKnown() {
    Before before = new Before(9, Instant.ofEpochSecond(3, 4), Instant.ofEpochSecond(5, 6));

    assertThat(Wire.written(WccData.of(AttributeChange.UNKNOWN, 1)::write))
        .isEqualTo(Wire.ints(0, 0));
    assertThat(Wire.written(WccData.of(new AttributeChange(before, null), 1)::write))
        .isEqualTo(Wire.ints(1, 0, 9, 3, 4, 5, 6, 0));
    WccData both = WccData.of(new AttributeChange(before, FILE), 1);
    assertThat(Wire.read(Wire.written(both::write), WccData::read)).isEqualTo(both);
  }

  @Test
  void everyStatusHasItsNumberFromTheRfc() {
    assertThat(NfsStat3.NFS3_OK.code()).isZero();
    assertThat(NfsStat3.NFS3ERR_NOTEMPTY.code()).isEqualTo(66);
    assertThat(NfsStat3.NFS3ERR_JUKEBOX.code()).isEqualTo(10008);
    for (NfsStat3 status : NfsStat3.values()) {
      assertThat(Wire.read(Wire.written(status::write), NfsStat3::read)).isEqualTo(status);
    }
  }
}
