package io.sluice.vfs.s3.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.RangeRequest;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.checksum.ChecksumAlgorithm;
import io.sluice.vfs.s3.error.DamagedBodyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RangeBodyTest {
  private static final CallSubject SUBJECT =
      new CallSubject(S3Operation.GET_OBJECT, new BucketName("pictures"), "key");

  private final Rooms rooms = new Rooms();

  @Test
  void withoutAChecksumAllIsHandedOnAsItComes() throws IOException {
    byte[] bytes = bytes(1000);
    RangeBody body = body(bytes.length);
    put(body, bytes, 0, 400);
    assertThat(rooms.came).containsExactly(400);
    put(body, bytes, 400, 600);
    assertThat(rooms.came).containsExactly(400, 600);
    assertThat(rooms.bytes(1000)).isEqualTo(bytes);
    assertThat(body.left()).isZero();
  }

  @Test
  void r1_aSmallObjectIsHandedOnOnceItIsRight() throws IOException {
    byte[] bytes = bytes(100_000);
    RangeBody body = body(bytes.length);
    body.begin(checksum(bytes));
    put(body, bytes, 0, 40_000);
    put(body, bytes, 40_000, 59_999);
    assertThat(rooms.came).isEmpty();
    put(body, bytes, 99_999, 1);
    assertThat(rooms.came).containsExactly(100_000);
  }

  @Test
  void r1_aSmallObjectThatIsDamagedCanComeAgain() throws IOException {
    byte[] bytes = bytes(100_000);
    RangeBody body = body(bytes.length);
    body.begin(checksum(bytes));
    put(body, bytes, 0, 40_000);
    byte[] damaged = bytes.clone();
    damaged[70_000] ^= 1;
    assertThatThrownBy(() -> put(body, damaged, 40_000, 60_000))
        .isInstanceOf(DamagedBodyException.class);
    assertThat(rooms.isDamaged).isFalse();
    assertThat(body.received()).isZero();
    assertThat(rooms.came).isEmpty();
    body.begin(checksum(bytes));
    put(body, bytes, 0, 100_000);
    assertThat(rooms.came).containsExactly(100_000);
    assertThat(rooms.bytes(100_000)).isEqualTo(bytes);
  }

  @Test
  void whatWasNotHandedOnIsTakenBack() throws IOException {
    byte[] bytes = bytes(100_000);
    RangeBody body = body(bytes.length);
    body.begin(checksum(bytes));
    put(body, bytes, 0, 40_000);
    body.takeBack();
    assertThat(body.received()).isZero();
    assertThat(rooms.room().position()).isZero();
    assertThat(rooms.came).isEmpty();
  }

  @Test
  void r1_ofALongObjectTheLastPieceIsHeldBackUntilAllIsRight() throws IOException {
    byte[] bytes = bytes(700_000);
    RangeBody body = body(bytes.length);
    body.begin(checksum(bytes));
    bytes[5] ^= 1;
    put(body, bytes, 0, 600_000);
    assertThat(rooms.came).containsExactly(600_000);
    assertThat(rooms.isDamaged).isFalse();
    assertThatThrownBy(() -> put(body, bytes, 600_000, 100_000))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.IO))
        .hasMessage(
            "GetObject s3://pictures/key: the bytes do not have the object's checksum (CRC32C)");
    assertThat(rooms.came).containsExactly(600_000);
    assertThat(rooms.isDamaged).isTrue();
  }

  @Test
  void roomThatIsFullIsHandedOnWhenMoreComes() throws IOException {
    byte[] bytes = bytes(200_000);
    Rooms small = new Rooms(150_000);
    RangeBody body = new RangeBody(SUBJECT, request(bytes.length), small);
    body.begin(checksum(bytes));
    put(body, bytes, 0, 150_000);
    assertThat(small.came).isEmpty();
    put(body, bytes, 150_000, 50_000);
    assertThat(small.came).containsExactly(150_000, 50_000);
  }

  private static void put(RangeBody body, byte[] bytes, int from, int count) throws IOException {
    body.room().put(bytes, from, count);
    body.came(count);
  }

  private static ObjectChecksum checksum(byte[] bytes) {
    String base64 = Crc32c.of(ByteBuffer.wrap(bytes)).base64();
    return new ObjectChecksum(ChecksumAlgorithm.CRC32C, base64);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private RangeBody body(int length) {
    return new RangeBody(SUBJECT, request(length), rooms);
  }

  private static RangeRequest request(int length) {
    return new RangeRequest(new GetRequest(new ObjectKey("key"), 0, null, null), length, true);
  }

  /// Rooms of one size, each given until it is full.
  private static final class Rooms implements BodySink {
    final List<Integer> came = new ArrayList<>();
    boolean isDamaged;
    private final List<ByteBuffer> rooms = new ArrayList<>();
    private final int size;

    Rooms() {
      this(1 << 20);
    }

    Rooms(int size) {
      this.size = size;
    }

    @Override
    public ByteBuffer room() {
      if (rooms.isEmpty() || !rooms.getLast().hasRemaining()) {
        rooms.add(ByteBuffer.allocateDirect(size));
      }
      return rooms.getLast();
    }

    @Override
    public void came(int bytes) {
      came.add(bytes);
    }

    @Override
    public void isDamaged() {
      isDamaged = true;
    }

    byte[] bytes(int count) {
      byte[] first = new byte[count];
      rooms.getFirst().get(0, first);
      return first;
    }
  }
}
