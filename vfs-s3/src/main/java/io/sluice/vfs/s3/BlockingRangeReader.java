package io.sluice.vfs.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Reads ranges with the blocking client of the SDK, through a small chunk of heap that is used
/// again and again: one copy, no garbage per byte.
final class BlockingRangeReader implements RangeReader {
  private final S3Client client;
  private final BucketName bucket;
  private final ChunkPool chunks = new ChunkPool();

  BlockingRangeReader(S3Client client, BucketName bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public RangeAnswer read(Range range, ByteBuffer into, Duration patience, Deadline deadline)
      throws IOException {
    ResponseInputStream<GetObjectResponse> body =
        client.getObject(
            request(range, into.remaining(), patience), ResponseTransformer.toInputStream());
    boolean readWhole = false;
    try {
      ContentRange content = contentRange(body.response(), range.offset(), into.remaining());
      ObjectPin seen = ObjectPin.of(body.response(), content.total());
      if (!range.pin().admits(seen)) {
        return new Other();
      }
      long bytes = copy(body, into, content.length(), deadline);
      readWhole = bytes == content.length() && isWholeBody(body.response(), bytes);
      boolean broken = bytes < content.length();
      return new Part(seen, versionId(body.response()), bytes, broken);
    } finally {
      end(body, readWhole);
    }
  }

  private GetObjectRequest request(Range range, int length, Duration patience) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(bucket.text())
            .key(range.key().text())
            .range("bytes=" + range.offset() + "-" + (range.offset() + length - 1))
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience));
    if (range.pin().eTag() != null) {
      request.ifMatch(range.pin().eTag().value());
    }
    if (range.version() != null) {
      request.versionId(range.version().value());
    }
    return request.build();
  }

  /// The range that came, once it is what was asked. A server that knows no ranges answers 200 with
  /// the whole object, which serves when it was asked from the start.
  private static ContentRange contentRange(GetObjectResponse answer, long offset, int length) {
    String header = answer.contentRange();
    ContentRange range = header == null ? whole(answer, length) : ContentRange.parse(header);
    if (range == null || !range.answers(offset, length)) {
      throw SdkClientException.create("the answer is not the range that was asked");
    }
    return range;
  }

  private static @Nullable ContentRange whole(GetObjectResponse answer, int length) {
    Long size = answer.contentLength();
    return size == null || size == 0 ? null : new ContentRange(0, Math.min(size, length) - 1, size);
  }

  /// Moves up to `length` bytes; fewer if the body breaks off or takes too long.
  private long copy(InputStream body, ByteBuffer into, long length, Deadline deadline)
      throws IOException {
    byte[] chunk = chunks.take();
    long copied = 0;
    try {
      while (copied < length && !deadline.hasPassed()) {
        int count = body.read(chunk, 0, (int) Math.min(chunk.length, length - copied));
        if (count < 0) {
          break;
        }
        into.put(chunk, 0, count);
        copied += count;
      }
    } catch (IOException e) {
      if (copied == 0) {
        throw e;
      }
    } finally {
      chunks.give(chunk);
    }
    return copied;
  }

  private static boolean isWholeBody(GetObjectResponse answer, long bytes) {
    return answer.contentLength() != null && answer.contentLength() == bytes;
  }

  private static @Nullable VersionId versionId(GetObjectResponse answer) {
    return answer.versionId() == null ? null : new VersionId(answer.versionId());
  }

  /// Closing a body that was not read to its end would read the rest; aborting cuts the connection.
  private static void end(ResponseInputStream<?> body, boolean readWhole) throws IOException {
    if (readWhole) {
      body.close();
    } else {
      body.abort();
    }
  }
}
