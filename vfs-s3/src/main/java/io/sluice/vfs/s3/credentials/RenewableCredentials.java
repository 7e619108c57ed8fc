package io.sluice.vfs.s3.credentials;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// Credentials that are asked for anew once a server does not take them any more: the SDK's
/// providers keep what they read until they think that it ends, and files for ever. Safe for any
/// number of threads.
public final class RenewableCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
  /// Whoever renews credentials takes longer than this, and is not to be asked by every request.
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);

  /// After so long without an expiry the next one is news.
  private static final Duration QUIET = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(RenewableCredentials.class);

  private final Supplier<AwsCredentialsProvider> source;
  private final LongSupplier nanoTime;

  /// Written under this, read by all requests; one that reads the former takes what is refused.
  private volatile AwsCredentialsProvider current;

  /// The one before, which requests may still be asking; guarded by this.
  private @Nullable AwsCredentialsProvider former;

  /// When [#current] took the place of another, null as long as it is the first; guarded by this.
  private @Nullable Long renewedAt;

  /// @param source makes a provider that has read nothing yet
  RenewableCredentials(Supplier<AwsCredentialsProvider> source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
    this.current = source.get();
  }

  /// @throws CredentialsLoadException if there are none
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return current.resolveCredentials();
    } catch (AbortedException e) {
      throw e;
    } catch (RuntimeException e) {
      // The SDK has no type of its own for what can go wrong with its files and services.
      throw new CredentialsLoadException(e);
    }
  }

  /// A server does not take them any more: the next request reads them anew, unless that was done
  /// just now.
  public void expired() {
    AwsCredentialsProvider unneeded;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      Long before = renewedAt;
      if (before != null && now - before < AT_MOST_EVERY.toNanos()) {
        return;
      }
      if (before == null || now - before > QUIET.toNanos()) {
        LOG.warn(
            "S3 seems not to take the credentials any more: they are read anew every {} s until it"
                + " does; until then reading fails and writing waits.",
            AT_MOST_EVERY.toSeconds());
      }
      renewedAt = now;
      unneeded = former;
      former = current;
      current = source.get();
    }
    close(unneeded);
  }

  @Override
  public void close() {
    AwsCredentialsProvider unneeded;
    synchronized (this) {
      unneeded = former;
      former = null;
    }
    close(unneeded);
    close(current);
  }

  private static void close(@Nullable AwsCredentialsProvider provider) {
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
