package io.sluice.vfs.s3.error;

import java.util.Set;

/// The codes of errors by what they mean, of S3 (Amazon S3 API reference, "List of error codes")
/// and of other servers.
public final class S3Codes {
  /// What S3 says when the time of a request is not its own.
  public static final String CLOCK_SKEW = "RequestTimeTooSkewed";

  static final Set<String> THROTTLING =
      Set.of(
          "SlowDown",
          "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "TooManyRequests",
          "TooManyRequestsException",
          "BandwidthLimitExceeded");

  static final Set<String> BAD_CREDENTIALS = Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch");

  /// What S3 and other servers say of credentials for a time, once that is over.
  static final Set<String> STALE_CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidToken",
          "InvalidTokenId",
          "TokenRefreshRequired");

  static final Set<String> WRONG_REGION =
      Set.of(
          "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");

  /// What S3 and other servers say of a body that does not have the checksum sent with it.
  public static final Set<String> DAMAGED =
      Set.of(
          "BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch");

  /// AWS has no quota; MinIO, Ceph and others do, and say so in as many ways.
  static final Set<String> FULL =
      Set.of(
          "QuotaExceeded",
          "QuotaExceededException",
          "BucketQuotaExceeded",
          "DiskQuotaExceeded",
          "StorageQuotaExceeded",
          "XMinioAdminBucketQuotaExceeded",
          "XMinioStorageFull",
          "StorageFull",
          "InsufficientStorage",
          "InsufficientCapacity",
          "ENOSPC",
          "EDQUOT");

  private S3Codes() {}
}
