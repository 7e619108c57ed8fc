package io.sluice.vfs.s3.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// Time passes only where a test says so.
final class RenewableCredentialsTest {
  private static final String FILE = "aws.sharedCredentialsFile";

  private final List<Source> sources = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private long now;

  private final RenewableCredentials credentials =
      new RenewableCredentials(this::source, () -> now);

  @Test
  void whatIsKnownIsUsedUntilItExpired() {
    assertThat(key()).isEqualTo("AKIA0");
    assertThat(key()).isEqualTo("AKIA0");
    credentials.expired();
    assertThat(key()).isEqualTo("AKIA1");
    assertThat(key()).isEqualTo("AKIA1");
  }

  @Test
  void manyRequestsThatAreRefusedReadThemOnce() {
    for (int i = 0; i < 100; i++) {
      credentials.expired();
    }
    assertThat(sources).hasSize(2);
    now += Duration.ofSeconds(5).toNanos();
    credentials.expired();
    assertThat(key()).isEqualTo("AKIA2");
  }

  @Test
  void whatRequestsMayStillAskIsNotClosed() {
    credentials.expired();
    assertThat(sources).extracting(each -> each.closed).containsExactly(false, false);
    now += Duration.ofSeconds(5).toNanos();
    credentials.expired();
    assertThat(sources).extracting(each -> each.closed).containsExactly(true, false, false);
    credentials.close();
    assertThat(sources).extracting(each -> each.closed).containsOnly(true);
  }

  @Test
  void whatTheirSourceSaysIsTold() {
    failure = new IllegalStateException("no profile file");
    assertThatThrownBy(credentials::resolveCredentials)
        .isInstanceOf(CredentialsLoadException.class)
        .hasMessage("no profile file")
        .hasCause(failure);
  }

  @Test
  void aFileThatSomebodyRenewedIsReadAnew(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("credentials");
    Files.writeString(file, profile("AKIAOLD"));
    System.setProperty(FILE, file.toString());
    S3Settings settings =
        new S3Settings(null, "us-east-1", "work", false, false, Duration.ofSeconds(20));
    try (RenewableCredentials ofProfile = CredentialSource.of(settings)) {
      assertThat(ofProfile.resolveCredentials().accessKeyId()).isEqualTo("AKIAOLD");
      Files.writeString(file, profile("AKIANEW"));
      ofProfile.expired();
      assertThat(ofProfile.resolveCredentials().accessKeyId()).isEqualTo("AKIANEW");
    } finally {
      System.clearProperty(FILE);
    }
  }

  private static String profile(String key) {
    return "[work]\naws_access_key_id = " + key + "\naws_secret_access_key = secret\n";
  }

  private String key() {
    return credentials.resolveCredentials().accessKeyId();
  }

  private AwsCredentialsProvider source() {
    Source source = new Source(sources.size());
    sources.add(source);
    return source;
  }

  private final class Source implements AwsCredentialsProvider, SdkAutoCloseable {
    final int number;
    boolean closed;

    Source(int number) {
      this.number = number;
    }

    @Override
    public AwsCredentials resolveCredentials() {
      if (failure != null) {
        throw failure;
      }
      return AwsBasicCredentials.create("AKIA" + number, "secret");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
