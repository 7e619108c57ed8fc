package io.sluice.vfs.s3.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.S3Settings;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.http.HttpOrigin;
import io.sluice.vfs.s3.store.S3Connection;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BucketAddressTest {
  private static final ObjectKey KEY = new ObjectKey("a b/ü+&~.%2F");

  @Test
  void atAwsTheBucketIsInTheName() {
    BucketAddress address = address(null, false);
    assertThat(address.origin())
        .isEqualTo(new HttpOrigin(true, "pictures.s3.eu-west-1.amazonaws.com", 443));
    assertThat(address.isAws()).isTrue();
    assertThat(address.path(KEY)).isEqualTo("/a%20b/%C3%BC%2B%26~.%252F");
    assertThat(address("https://s3.cn-north-1.amazonaws.com.cn", false).isAws()).isTrue();
  }

  @Test
  void elsewhereItIsAsTheSettingsSay() {
    BucketAddress named = address("http://minio.example.com:9000", false);
    assertThat(named.origin()).isEqualTo(new HttpOrigin(false, "pictures.minio.example.com", 9000));
    assertThat(named.path(KEY)).startsWith("/a%20b/");
    BucketAddress path = address("https://minio.example.com/store", true);
    assertThat(path.origin()).isEqualTo(new HttpOrigin(true, "minio.example.com", 443));
    assertThat(path.path(KEY)).startsWith("/store/pictures/a%20b/");
    assertThat(path.isAws()).isFalse();
  }

  @Test
  void anAddressOfSixKeepsItsBracketsForTheHeaderOnly() {
    BucketAddress address = address("http://[::1]:9000", true);
    assertThat(address.origin()).isEqualTo(new HttpOrigin(false, "::1", 9000));
    assertThat(address.host()).isEqualTo("[::1]");
  }

  private static BucketAddress address(@Nullable String endpoint, boolean forcePathStyle) {
    S3Settings settings =
        new S3Settings(
            endpoint == null ? null : URI.create(endpoint),
            "eu-west-1",
            null,
            true,
            forcePathStyle,
            Duration.ofSeconds(1));
    try (S3Connection connection = S3Connection.open(settings)) {
      return BucketAddress.of(connection.smallCalls().utilities(), new BucketName("pictures"));
    }
  }
}
