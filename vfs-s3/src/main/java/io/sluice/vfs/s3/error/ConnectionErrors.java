package io.sluice.vfs.s3.error;

import com.google.common.base.Throwables;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.s3.credentials.CredentialsLoadException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// What it means when no answer came at all: the exceptions of the JDK below those of the SDK and
/// its HTTP clients.
///
/// No bucket is served that did not answer at the start. So what looks like a wrong setting passes:
/// a login page that stands before the server, a service of the machine that gives no credentials
/// for a while.
public final class ConnectionErrors {
  private ConnectionErrors() {}

  static S3Failure of(Throwable thrown) {
    List<Throwable> chain = Throwables.getCausalChain(thrown);
    if (isUntrusted(thrown)) {
      return broken("the server's certificate is not trusted or not for its name");
    }
    if (has(chain, CredentialsLoadException.class)) {
      return broken("no credentials could be loaded");
    }
    if (isStill(chain)) {
      return new S3Failure.Retryable(S3Failure.Cause.STILL, "no answer in time");
    }
    if (isBroken(chain)) {
      return broken(words(chain));
    }
    return new S3Failure.Final(
        VfsError.IO, "the answer is not S3's (" + chain.getLast().getClass().getSimpleName() + ")");
  }

  private static S3Failure broken(String words) {
    return new S3Failure.Retryable(S3Failure.Cause.BROKEN, words);
  }

  /// Whether a certificate was refused.
  public static boolean isUntrusted(Throwable thrown) {
    return has(Throwables.getCausalChain(thrown), GeneralSecurityException.class);
  }

  private static boolean isStill(List<Throwable> chain) {
    return has(chain, SocketTimeoutException.class) || has(chain, TimeoutException.class);
  }

  /// Refused, reset, closed early, not found, not secured.
  private static boolean isBroken(List<Throwable> chain) {
    return has(chain, IOException.class) || has(chain, UnresolvedAddressException.class);
  }

  private static String words(List<Throwable> chain) {
    if (has(chain, UnknownHostException.class) || has(chain, UnresolvedAddressException.class)) {
      return "the endpoint's host name is unknown";
    }
    if (has(chain, ConnectException.class)) {
      return isRefused(chain) ? "connection refused" : "no connection in time";
    }
    if (has(chain, NoRouteToHostException.class)) {
      return "no route to the endpoint";
    }
    if (isOfTls(chain)) {
      return "TLS failed";
    }
    return "the connection broke off";
  }

  /// By the package, as the types of sockets are for those who open them.
  private static boolean isOfTls(List<Throwable> chain) {
    return chain.stream().anyMatch(t -> t.getClass().getName().startsWith("javax.net.ssl."));
  }

  private static boolean isRefused(List<Throwable> chain) {
    return chain.stream()
        .anyMatch(t -> t.getMessage() != null && t.getMessage().contains("refused"));
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }
}
