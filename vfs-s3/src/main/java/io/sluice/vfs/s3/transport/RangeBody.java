package io.sluice.vfs.s3.transport;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.RangeRequest;
import io.sluice.vfs.s3.VersionId;
import io.sluice.vfs.s3.checksum.ChecksumAlgorithm;
import io.sluice.vfs.s3.error.DamagedBodyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The body of one call, over all requests that it takes: hands on what comes, counts it, and holds
/// it against the object's checksum if S3 tells one.
///
/// Then the last piece is handed on only once the sum is right, and of a small object all, so that
/// it can be asked for again. Belongs to one thread.
public final class RangeBody {
  /// Objects of up to so many bytes are handed on whole: they come within a few milliseconds on one
  /// connection, and damage is healed instead of reported.
  private static final long SMALL = 256 << 10;

  private final CallSubject subject;
  private final BodySink sink;
  private final long length;
  private long received;

  /// Bytes before the position of [#room] that are not handed on.
  private int held;

  private ByteBuffer room = ByteBuffer.allocate(0);
  private @Nullable ObjectChecksum checksum;
  private ChecksumAlgorithm.@Nullable Sum sum;

  /// @param subject for words
  /// @param sink gets the bytes, in order
  public RangeBody(CallSubject subject, RangeRequest request, BodySink sink) {
    this.subject = subject;
    this.sink = sink;
    this.length = request.length();
  }

  /// Bytes that have come.
  public long received() {
    return received;
  }

  /// Bytes that are wanted yet.
  public long left() {
    return length - received;
  }

  /// An answer of the right version comes.
  public void isOf(@Nullable VersionId version) {
    sink.isOf(version);
  }

  /// The whole object comes, with this checksum or none.
  public void begin(@Nullable ObjectChecksum told) {
    checksum = told;
    sum = told == null ? null : told.algorithm().begin();
  }

  /// Room for the next bytes.
  public ByteBuffer room() {
    if (held == 0 || !room.hasRemaining()) {
      handOn();
      room = sink.room();
    }
    return room;
  }

  /// So many bytes are before the position of the room.
  ///
  /// @throws DamagedBodyException if the object must come again, from its begin
  public void came(int bytes) throws IOException {
    received += bytes;
    held += bytes;
    if (sum != null) {
      sum.add(room.duplicate().flip().position(room.position() - bytes));
      if (left() == 0) {
        verify(sum);
      }
    }
    if (sum == null || left() == 0 || length > SMALL) {
      handOn();
    }
  }

  private void verify(ChecksumAlgorithm.Sum sumOfAll) throws DamagedBodyException {
    if (checksum == null || checksum.fits(sumOfAll.value())) {
      return;
    }
    String words = "the bytes do not have the object's checksum (" + checksum.algorithm() + ")";
    if (held < received) {
      sink.isDamaged();
      throw new VfsException(VfsError.IO, subject + ": " + words);
    }
    takeBack();
    throw new DamagedBodyException(words);
  }

  /// Gives up what came and was not handed on: its room is as it was.
  public void takeBack() {
    if (held > 0) {
      room.position(room.position() - held);
      received -= held;
      held = 0;
    }
  }

  private void handOn() {
    int bytes = held;
    held = 0;
    if (bytes > 0) {
      sink.came(bytes);
    }
  }
}
