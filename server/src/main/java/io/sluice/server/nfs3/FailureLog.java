package io.sluice.server.nfs3;

import io.sluice.vfs.VfsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Tells the operator of failures that a client only sees as a status. What a user has to act on
/// (S3 refuses, does not answer, or a disk is full) is a warning, once a while for the same words;
/// everyday answers such as "no such file" are for debugging.
///
/// The table of words is guarded by this object's monitor, held for one look.
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  /// An outage fails thousands of calls with the same words; a line every so often shows that it
  /// goes on.
  private static final long REPEAT_NANOS = 30_000_000_000L;

  /// Different words remembered, such as one for each file that fails.
  private static final int MOST = 256;

  private final LongSupplier ticker;
  private final Map<String, Long> toldAt =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  FailureLog(LongSupplier ticker) {
    this.ticker = ticker;
  }

  void tell(String procedure, long file, NfsStat3 status, VfsException failure) {
    LOG.atLevel(level(failure))
        .log("{} of file {}: {}: {}", procedure, file, status, failure.getMessage());
  }

  Level level(VfsException failure) {
    boolean isForTheOperator =
        switch (failure.error()) {
          case ACCESS_DENIED, BUSY, IO, NO_SPACE -> true;
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
              NOT_SUPPORTED,
              BAD_COOKIE,
              NOT_SYNCHRONIZED,
              NOT_AT_HAND ->
              false;
        };
    return isForTheOperator && isNews(String.valueOf(failure.getMessage()))
        ? Level.WARN
        : Level.DEBUG;
  }

  private synchronized boolean isNews(String words) {
    long now = ticker.getAsLong();
    Long told = toldAt.get(words);
    if (told != null && now - told < REPEAT_NANOS) {
      return false;
    }
    toldAt.put(words, now);
    return true;
  }
}
