package io.sluice.server.nfs3;

import io.sluice.server.rpc.News;
import io.sluice.vfs.VfsException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Tells the operator of failures that a client only sees as a status. What a user has to act on
/// (S3 refuses, does not answer, or a disk is full) is a warning, once a while for the same words;
/// everyday answers such as "no such file" are for debugging.
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final News news;

  FailureLog(LongSupplier ticker) {
    this.news = new News(ticker);
  }

  /// @param uid of the requester; not in the words of the failure, or each would have its own line
  void tell(String procedure, int uid, long file, NfsStat3 status, VfsException failure) {
    LOG.atLevel(level(failure))
        .log(
            "{} by uid {} of file {}: {}: {}",
            procedure,
            Integer.toUnsignedString(uid),
            file,
            status,
            failure.getMessage());
  }

  Level level(VfsException failure) {
    boolean isForTheOperator =
        switch (failure.error()) {
          case ACCESS_DENIED, BUSY, IO, NO_SPACE, NOT_SUPPORTED -> true;
          case NOT_FOUND,
              STALE,
              NOT_DIRECTORY,
              IS_DIRECTORY,
              EXISTS,
              NOT_EMPTY,
              NOT_PERMITTED,
              READ_ONLY,
              INVALID,
              NAME_TOO_LONG,
              TOO_LARGE,
              CROSS_DEVICE,
              BAD_COOKIE,
              NOT_SYNCHRONIZED,
              NOT_AT_HAND ->
              false;
        };
    return isForTheOperator && news.isNews(String.valueOf(failure.getMessage()))
        ? Level.WARN
        : Level.DEBUG;
  }
}
