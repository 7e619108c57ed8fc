package io.sluice.vfs.s3.direct;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.VersionId;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.error.DamagedBodyException;
import io.sluice.vfs.s3.error.OtherServerException;
import io.sluice.vfs.s3.http.BodyReceiver;
import io.sluice.vfs.s3.http.HttpAnswer;
import io.sluice.vfs.s3.transport.RangeBody;
import io.sluice.vfs.s3.transport.RangeHead;
import io.sluice.vfs.s3.transport.RangeReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Reads ranges by a sender of our own: from the socket straight to where the bytes are wanted.
public final class DirectRangeReader implements RangeReader {
  private final DirectBucket bucket;
  private final ChecksumSupport checksums;

  /// @param checksums whether the server is asked for those of whole objects
  public DirectRangeReader(DirectBucket bucket, ChecksumSupport checksums) {
    this.bucket = bucket;
    this.checksums = checksums;
  }

  @Override
  public RangeAnswer read(Range range, RangeBody body, Duration patience) throws IOException {
    return range.isWhole()
        ? checksums.send(
            ChecksumSupport.Use.ASKED,
            checksummed -> read(range, request(range, checksummed), body, patience))
        : read(range, request(range, false), body, patience);
  }

  private RangeAnswer read(Range range, RequestHead asked, RangeBody body, Duration patience)
      throws IOException {
    Incoming incoming = new Incoming(range, body);
    try {
      HttpAnswer answer = bucket.send(asked, patience, incoming);
      bucket.check(asked, answer);
    } catch (IOException e) {
      if (incoming.bytes == 0 || isFinal(e)) {
        throw e;
      }
    }
    return incoming.answer();
  }

  private RequestHead request(Range range, boolean checksummed) {
    ETag eTag = range.pin().eTag();
    VersionId version = range.version();
    return bucket
        .request("GET", range.key())
        .header("Range", range.header())
        .header("x-amz-checksum-mode", checksummed ? "ENABLED" : null)
        .header("If-Match", eTag == null ? null : eTag.value())
        .parameter("versionId", version == null ? null : version.value());
  }

  /// Whether an exception is more than the end of a body that goes on behind what came.
  private static boolean isFinal(IOException thrown) {
    return thrown instanceof DamagedBodyException || Thread.currentThread().isInterrupted();
  }

  /// The body of one answer, once it is known to be the right one.
  private static final class Incoming implements BodyReceiver {
    private final Range range;
    private final RangeBody body;
    private @Nullable RangeHead head;
    private long bytes;

    Incoming(Range range, RangeBody body) {
      this.range = range;
      this.body = body;
    }

    @Override
    public long wanted(HttpAnswer answer) throws OtherServerException {
      if (answer.status() != 200 && answer.status() != 206) {
        return NOT_TAKEN;
      }
      RangeHead told = RangeHead.of(range, answer::header);
      head = told;
      if (!range.pin().admits(told.seen())) {
        return 0;
      }
      body.isOf(told.version());
      if (range.isWhole()) {
        body.begin(told.checksum());
      }
      return told.content().length();
    }

    @Override
    public ByteBuffer room() {
      return body.room();
    }

    @Override
    public void came(int count) throws IOException {
      bytes += count;
      body.came(count);
    }

    RangeAnswer answer() {
      if (head == null) {
        throw SdkClientException.create("the answer is not the range that was asked");
      }
      if (!range.pin().admits(head.seen())) {
        return new Other();
      }
      return new Part(head.seen(), head.version(), bytes, bytes < head.content().length());
    }
  }
}
