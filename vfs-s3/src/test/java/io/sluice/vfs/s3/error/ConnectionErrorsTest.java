package io.sluice.vfs.s3.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.s3.credentials.CredentialsLoadException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

final class ConnectionErrorsTest {
  record Example(Exception below, String words) {}

  static List<Example> examples() {
    return List.of(
        new Example(new UnknownHostException("nowhere"), "the endpoint's host name is unknown"),
        new Example(new ConnectException("Connection refused"), "connection refused"),
        new Example(new ConnectException("connection timed out"), "no connection in time"),
        new Example(new SSLException("Unsupported or unrecognized SSL message"), "TLS failed"),
        new Example(new SocketException("Connection reset"), "the connection broke off"),
        new Example(new IOException("closed early"), "the connection broke off"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aBrokenConnectionIsRetried(Example example) {
    assertThat(ConnectionErrors.of(wrapped(example.below())))
        .isEqualTo(new S3Failure.Retryable(S3Failure.Cause.BROKEN, example.words()));
  }

  @Test
  void whatDoesNotMoveIsToldFromWhatBreaks() {
    S3Failure still = new S3Failure.Retryable(S3Failure.Cause.STILL, "no answer in time");
    assertThat(ConnectionErrors.of(wrapped(new SocketTimeoutException("Read timed out"))))
        .isEqualTo(still);
    assertThat(ConnectionErrors.of(wrapped(new TimeoutException("Acquire operation took longer"))))
        .isEqualTo(still);
  }

  @Test
  void c2_aBadCertificateOfAServerThatHadAGoodOneIsRetried() {
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
    handshake.initCause(new CertificateException("no path"));
    assertThat(ConnectionErrors.of(wrapped(handshake)))
        .isEqualTo(
            new S3Failure.Retryable(
                S3Failure.Cause.BROKEN,
                "the server's certificate is not trusted or not for its name"));
  }

  @Test
  void garbageIsFinal() {
    assertThat(ConnectionErrors.of(wrapped(new IllegalArgumentException("invalid version"))))
        .isEqualTo(
            new S3Failure.Final(VfsError.IO, "the answer is not S3's (IllegalArgumentException)"));
  }

  @Test
  void c2_credentialsThatCannotBeLoadedNowAreRetried() {
    SdkClientException absent =
        SdkClientException.create("Failed to load credentials from metadata service.");
    assertThat(ConnectionErrors.of(new CredentialsLoadException(absent)))
        .isEqualTo(
            new S3Failure.Retryable(S3Failure.Cause.BROKEN, "no credentials could be loaded"));
  }

  private static SdkClientException wrapped(Exception below) {
    return SdkClientException.create("Unable to execute HTTP request", below);
  }
}
