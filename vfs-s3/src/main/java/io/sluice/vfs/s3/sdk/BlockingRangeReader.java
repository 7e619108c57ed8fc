package io.sluice.vfs.s3.sdk;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.error.DamagedBodyException;
import io.sluice.vfs.s3.transport.RangeBody;
import io.sluice.vfs.s3.transport.RangeHead;
import io.sluice.vfs.s3.transport.RangeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Reads ranges with the blocking client of the SDK, through a small chunk of heap that is used
/// again and again: where only the SDK knows the way.
public final class BlockingRangeReader implements RangeReader {
  private final S3Client client;
  private final BucketName bucket;
  private final ChecksumSupport checksums;
  private final ChunkPool chunks = new ChunkPool();

  /// @param client not closed by this
  /// @param checksums whether the server is asked for those of whole objects
  public BlockingRangeReader(S3Client client, BucketName bucket, ChecksumSupport checksums) {
    this.client = client;
    this.bucket = bucket;
    this.checksums = checksums;
  }

  @Override
  public RangeAnswer read(Range range, RangeBody into, Duration patience) throws IOException {
    ResponseInputStream<GetObjectResponse> body =
        range.isWhole()
            ? checksums.send(
                ChecksumSupport.Use.ASKED, checksummed -> ask(range, checksummed, patience))
            : ask(range, false, patience);
    boolean readWhole = false;
    try {
      SdkHttpResponse answer = body.response().sdkHttpResponse();
      RangeHead head = RangeHead.of(range, name -> answer.firstMatchingHeader(name).orElse(null));
      if (!range.pin().admits(head.seen())) {
        return new Other();
      }
      into.isOf(head.version());
      if (range.isWhole()) {
        into.begin(head.checksum());
      }
      long wanted = head.content().length();
      long bytes = copy(body, into, wanted);
      readWhole = bytes == wanted && isWholeBody(body.response(), bytes);
      return new Part(head.seen(), head.version(), bytes, bytes < wanted);
    } finally {
      end(body, readWhole);
    }
  }

  private ResponseInputStream<GetObjectResponse> ask(
      Range range, boolean checksummed, Duration patience) {
    return client.getObject(
        request(range, checksummed, patience), ResponseTransformer.toInputStream());
  }

  private GetObjectRequest request(Range range, boolean checksummed, Duration patience) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(bucket.text())
            .key(range.key().text())
            .range(range.header())
            .overrideConfiguration(o -> {
              o.apiCallAttemptTimeout(patience);
              if (checksummed) {
                // By the header, since the SDK would look at the checksum a second time.
                o.putHeader("x-amz-checksum-mode", "ENABLED");
              }
            });
    if (range.pin().eTag() != null) {
      request.ifMatch(range.pin().eTag().value());
    }
    if (range.version() != null) {
      request.versionId(range.version().value());
    }
    return request.build();
  }

  /// Moves up to `wanted` bytes; fewer if the body breaks off.
  private long copy(InputStream body, RangeBody into, long wanted) throws IOException {
    byte[] chunk = chunks.take();
    long copied = 0;
    try {
      while (copied < wanted) {
        ByteBuffer room = into.room();
        int most = (int) Math.min(Math.min(chunk.length, room.remaining()), wanted - copied);
        int count = body.read(chunk, 0, most);
        if (count < 0) {
          break;
        }
        room.put(chunk, 0, count);
        copied += count;
        into.came(count);
      }
    } catch (IOException e) {
      if (copied == 0 || e instanceof DamagedBodyException) {
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

  /// Closing a body that was not read to its end would read the rest; aborting cuts the connection.
  private static void end(ResponseInputStream<?> body, boolean readWhole) throws IOException {
    if (readWhole) {
      body.close();
    } else {
      body.abort();
    }
  }
}
