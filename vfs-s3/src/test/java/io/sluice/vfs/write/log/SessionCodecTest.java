package io.sluice.vfs.write.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.write.part.DurablePart;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SessionCodecTest {
  private static final FileId ID = new FileId(Long.MAX_VALUE);

  @Test
  void c1_everyRecordComesBackFromItsBytes() {
    for (Stage stage : SampleRecords.stages()) {
      assertComesBack(SampleRecords.record(stage));
      assertComesBack(SampleRecords.sent(stage));
      assertComesBack(SampleRecords.cutOff(stage));
    }
    assertComesBack(SampleRecords.open(1));
  }

  private static void assertComesBack(SessionRecord record) {
    SessionCodec.Change change = new SessionCodec.Change(ID, record);
    assertThat(SessionCodec.decode(SessionCodec.encode(change))).isEqualTo(change);
  }

  @Test
  void aRemovalComesBackFromItsBytes() {
    SessionCodec.Change change = new SessionCodec.Change(ID, null);
    assertThat(SessionCodec.decode(SessionCodec.encode(change))).isEqualTo(change);
  }

  @Test
  void whatAnotherVersionWroteIsNoChange() {
    byte[] encoded = SessionCodec.encode(new SessionCodec.Change(ID, SampleRecords.open(1)));
    encoded[0] = 4;
    assertThat(SessionCodec.decode(encoded)).isNull();
  }

  @Test
  void anyBytesAreAChangeOrNone() {
    byte[] encoded =
        SessionCodec.encode(new SessionCodec.Change(ID, SampleRecords.uploading(1, 10)));
    for (int length = 0; length < encoded.length; length++) {
      assertThat(SessionCodec.decode(Arrays.copyOf(encoded, length))).isNull();
    }
    for (int at = 0; at < encoded.length; at++) {
      byte[] wrong = encoded.clone();
      wrong[at] ^= (byte) 0xff;
      assertThatCode(() -> SessionCodec.decode(wrong)).doesNotThrowAnyException();
    }
  }

  @Test
  void aSmallRecordIsSmall() {
    assertThat(SessionCodec.encode(new SessionCodec.Change(ID, SampleRecords.open(1))))
        .hasSizeLessThan(150);
  }

  @Test
  void recordsAreValues() {
    byte[] tail = {1, 2};
    Stage.Uploading stage = new Stage.Uploading(null, SampleRecords.NOON, null, 2, List.of(), tail);
    tail[0] = 9;
    stage.tail()[1] = 9;
    assertThat(stage.tail()).containsExactly(1, 2);
    assertThatThrownBy(
            () -> new Stage.Uploading(null, SampleRecords.NOON, null, 1, List.of(), new byte[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DurablePart(0, 0, 1, "\"e\"", null, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
