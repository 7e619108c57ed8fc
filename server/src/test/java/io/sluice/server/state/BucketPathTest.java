package io.sluice.server.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.process.CommandFailure;
import org.junit.jupiter.api.Test;

final class BucketPathTest {
  @Test
  void aBucketIsMountedByItsName() {
    BucketPath path = BucketPath.parse("s3://bucket");

    assertThat(path.export()).isEqualTo("/bucket");
    assertThat(path.prefix()).isEmpty();
    assertThat(path).hasToString("s3://bucket");
  }

  @Test
  void aPrefixIsMountedByItsPath() {
    BucketPath path = BucketPath.parse("s3://bucket/some/prefix/");

    assertThat(path.export()).isEqualTo("/bucket/some/prefix");
    assertThat(path.prefix()).isEqualTo("some/prefix/");
    assertThat(path).isEqualTo(BucketPath.ofExport("/bucket/some/prefix"));
  }

  @Test
  void n10_aBucketHoldsItsPrefixesAndAPrefixNothingAboveIt() {
    BucketPath bucket = BucketPath.parse("s3://bucket");
    BucketPath prefix = BucketPath.parse("s3://bucket/some");

    assertThat(bucket.holds(prefix)).isTrue();
    assertThat(prefix.holds(prefix)).isTrue();
    assertThat(prefix.holds(bucket)).isFalse();
    assertThat(prefix.holds(BucketPath.parse("s3://bucket/someone"))).isFalse();
    assertThat(bucket.holds(BucketPath.parse("s3://bucket2/some"))).isFalse();
  }

  @Test
  void controlCharactersAreRefused() {
    assertThatThrownBy(() -> BucketPath.parse("s3://bucket/a\nb"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("control characters");
  }
}
