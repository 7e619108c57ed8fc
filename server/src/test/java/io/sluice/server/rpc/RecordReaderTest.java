package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordReaderTest {
  private static final int LAST = 0x8000_0000;
  private static final int LARGEST = RpcLimits.RECORD;

  private final Slab slab = new ArenaSlab(4L * Slab.LARGEST_LEASE);
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(sent);
  private long nanos;
  private long nanosPerRead;
  private boolean wasStalled;
  private boolean takesLarge = true;
  private @Nullable RecordReader reader;

  @AfterEach
  void nothingStaysLeased() {
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  /// The bytes sent so far, handed out at most so many at a time.
  private RecordReader reader(int atATime) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(sent.toByteArray());
    ReadableByteChannel channel =
        new ReadableByteChannel() {
          @Override
          public int read(ByteBuffer into) {
            nanos += nanosPerRead;
            wasStalled |= reader != null && reader.isStalled(nanos);
            byte[] some = new byte[Math.min(atATime, into.remaining())];
            int read = bytes.read(some, 0, some.length);
            if (read > 0) {
              into.put(some, 0, read);
            }
            return read;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        };
    reader =
        new RecordReader(
            channel, new UnfinishedRecords(slab), takesLarge, () -> false, () -> nanos);
    return reader;
  }

  private static byte[] next(RecordReader reader) throws IOException {
    CallRecord record = Objects.requireNonNull(reader.next());
    byte[] bytes = new byte[record.bytes().remaining()];
    record.bytes().get(bytes);
    record.close();
    return bytes;
  }

  private void fragment(boolean last, byte[] bytes) throws IOException {
    out.writeInt((last ? LAST : 0) | bytes.length);
    out.write(bytes);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void recordsOfAllSizesComeWholeHoweverTheyAreCut() throws Exception {
    int[] lengths = {0, 4, 40, 32 << 10, (32 << 10) + 1, 100, 1 << 20, LARGEST, 8, 65_536, 12};
    for (int length : lengths) {
      fragment(true, random(length));
    }
    for (int atATime : new int[] {7, 4096, 1 << 30}) {
      RecordReader reader = reader(atATime);
      for (int length : lengths) {
        assertThat(next(reader)).isEqualTo(random(length));
      }
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void randomFragmentsMakeTheirRecords() throws Exception {
    Random random = new Random(5531);
    List<byte[]> expected = new ArrayList<>();
    for (int record = 0; record < 50; record++) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (int left = random.nextInt(10); left >= 0; left--) {
        byte[] bytes = random(random.nextInt(4) == 0 ? 0 : random.nextInt(50_000));
        whole.write(bytes);
        fragment(left == 0, bytes);
      }
      expected.add(whole.toByteArray());
    }
    RecordReader reader = reader(10_000);
    for (byte[] record : expected) {
      assertThat(next(reader)).isEqualTo(record);
    }
  }

  @Test
  void fragmentsOfOneByteMakeARecord() throws Exception {
    byte[] bytes = random(64);
    for (int i = 0; i < 64; i++) {
      fragment(i == 63, new byte[] {bytes[i]});
    }
    assertThat(next(reader(1))).isEqualTo(bytes);
  }

  /// Replies that are ready must not wait for its memory.
  @Test
  void aRecordThatNeedsMemoryIsNotAtHandAlthoughAllOfItIsThere() throws Exception {
    fragment(true, random(4));
    fragment(true, random(40));
    fragment(true, random(40 << 10));
    RecordReader reader = reader(1 << 20);
    assertThat(next(reader)).hasSize(4);
    assertThat(reader.hasNext()).isTrue();
    assertThat(next(reader)).hasSize(40);

    assertThat(reader.hasNext()).isFalse();
    assertThat(next(reader)).isEqualTo(random(40 << 10));
  }

  @Test
  void x6_oneFragmentTooManyIsRefused() throws Exception {
    for (int i = 0; i < 65; i++) {
      fragment(i == 64, new byte[0]);
    }
    assertRefused("fragments");
  }

  @Test
  void x6_aMarkerOfTwoGigabytesIsRefusedAtOnce() throws Exception {
    out.writeInt(0x7fff_ffff);
    assertRefused("more than " + LARGEST + " bytes");
    sent.reset();
    out.writeInt(-1);
    assertRefused("more than " + LARGEST + " bytes");
  }

  @Test
  void x6_fragmentsThatTogetherAreTooLongAreRefused() throws Exception {
    fragment(false, new byte[LARGEST]);
    fragment(true, new byte[1]);
    assertRefused("more than " + LARGEST + " bytes");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> reader(1 << 20).next())
        .isInstanceOf(RecordException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void x6_aPortThatAnybodyMayUseGetsNoMemoryForRecords() throws Exception {
    takesLarge = false;
    fragment(true, random(RpcLimits.IN_PLACE));
    fragment(true, random(RpcLimits.IN_PLACE + 1));
    RecordReader reader = reader(1 << 20);

    assertThat(next(reader)).isEqualTo(random(RpcLimits.IN_PLACE));
    assertThatThrownBy(reader::next).isInstanceOf(RecordException.class);
    sent.reset();
    fragment(false, random(8));
    assertRefused("one fragment");
  }

  @Test
  void endInTheMiddleOfARecordIsAnEndOfFile() throws Exception {
    for (int length : new int[] {100, 1 << 20}) {
      sent.reset();
      out.writeInt(LAST | length);
      out.write(new byte[length / 2]);
      assertCutOff();
    }
    sent.reset();
    out.writeShort(0x8000);
    assertCutOff();
  }

  private void assertCutOff() {
    assertThatThrownBy(() -> reader(1000).next()).isInstanceOf(EOFException.class);
  }

  @Test
  void timeBetweenRecordsIsNoStall() throws Exception {
    nanosPerRead = RpcLimits.STALL_NANOS + 1;
    for (int i = 0; i < 3; i++) {
      fragment(true, random(8));
    }
    RecordReader whole = reader(12);
    for (int i = 0; i < 3; i++) {
      assertThat(next(whole)).hasSize(8);
    }
    assertThat(whole.next()).isNull();
    assertThat(wasStalled).isFalse();
  }

  @Test
  void x6_aRecordThatComesByteAfterByteStallsItsConnection() throws Exception {
    for (int length : new int[] {100, 40_000}) {
      wasStalled = false;
      nanosPerRead = 3 * RpcLimits.STALL_NANOS / length;
      fragment(true, random(length));
      assertThat(next(reader(1))).hasSize(length);
      assertThat(wasStalled).isTrue();
      sent.reset();
    }
  }
}
