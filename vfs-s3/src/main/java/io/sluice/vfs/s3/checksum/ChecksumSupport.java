package io.sluice.vfs.s3.checksum;

import com.google.common.base.Ascii;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.error.S3Codes;
import io.sluice.vfs.s3.error.S3Errors;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Whether a bucket's server takes requests with checksums. AWS does; most others do or ignore
/// them. Some refuse the headers: what they refused is sent again without, and so is all that
/// follows.
public final class ChecksumSupport {
  /// What a request does with checksums.
  public enum Use {
    /// It asks for those of an object.
    ASKED,
    /// It brings those of what is written.
    GIVEN
  }

  /// A request.
  ///
  /// @param <E> what it throws besides what all throw
  public interface Sending<T, E extends Exception> {
    /// Sends it once.
    ///
    /// @param checksummed whether with checksums
    T send(boolean checksummed) throws IOException, E;
  }

  private static final Logger LOG = LoggerFactory.getLogger(ChecksumSupport.class);

  private final BucketName bucket;
  private final boolean isAws;

  /// Written under this by the first whose request was taken without checksums only, read before
  /// each request. Who reads it too early is refused and asks again.
  private volatile boolean refusesToTell;

  /// The same of checksums that are given.
  private volatile boolean refusesGiven;

  /// @param isAws whether the endpoint is AWS's own, where a refusal is about one request
  public ChecksumSupport(BucketName bucket, boolean isAws) {
    this.bucket = bucket;
    this.isAws = isAws;
  }

  /// Sends a request with checksums; without them where the server is known not to take them, and a
  /// second time if that is what this one is refused for.
  public <T, E extends Exception> T send(Use use, Sending<T, E> sending) throws IOException, E {
    if (refuses(use)) {
      return sending.send(false);
    }
    try {
      return sending.send(true);
    } catch (AwsServiceException refusal) {
      if (isAws || !isMaybeForChecksums(refusal)) {
        throw refusal;
      }
      T answer = sending.send(false);
      if (!S3Errors.code(refusal).isEmpty()) { // else it may have been something that passed
        remember(use);
      }
      return answer;
    }
  }

  private boolean refuses(Use use) {
    return switch (use) {
      case ASKED -> refusesToTell;
      case GIVEN -> refusesGiven;
    };
  }

  /// 501, which may name none of its headers; 400 that names them, or has no words, as the answers
  /// to HEAD. A checksum that does not fit is retried elsewhere.
  private static boolean isMaybeForChecksums(AwsServiceException refusal) {
    String message =
        refusal.awsErrorDetails() == null ? null : refusal.awsErrorDetails().errorMessage();
    String words = Ascii.toLowerCase(S3Errors.code(refusal) + " " + message);
    return switch (refusal.statusCode()) {
      case 400 ->
          S3Errors.code(refusal).isEmpty()
              || (words.contains("checksum")
                  && !words.contains("match")
                  && !S3Codes.DAMAGED.contains(S3Errors.code(refusal)));
      case 501 -> true;
      default -> false;
    };
  }

  private synchronized void remember(Use use) {
    if (refuses(use)) {
      return;
    }
    switch (use) {
      case ASKED -> {
        refusesToTell = true;
        LOG.warn(
            "The server of bucket {} tells no checksums of objects: what is read is guarded by"
                + " ETag, TCP and TLS only.",
            bucket);
      }
      case GIVEN -> {
        refusesGiven = true;
        LOG.warn(
            "The server of bucket {} takes no checksums: what is written is guarded by TCP and TLS"
                + " only, and an object whose answer was lost is not known again.",
            bucket);
      }
    }
  }
}
