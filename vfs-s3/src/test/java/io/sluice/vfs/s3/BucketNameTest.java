package io.sluice.vfs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketNameTest {
  @ParameterizedTest
  @CsvSource({
    "pictures, false, false",
    "reports-abcdefghijklmnop-s3alias, false, false",
    "pictures--usw2-az1--x-s3, true, true",
    "reports--usw2-az1--xa-s3, true, true",
    "reports-abcdefghijklmnop--op-s3, false, true",
  })
  void theEndOfANameTellsWhatItIs(String name, boolean isDirectoryBucket, boolean isForSdk) {
    assertThat(new BucketName(name))
        .returns(isDirectoryBucket, BucketName::isDirectoryBucket)
        .returns(isForSdk, BucketName::isForSdk);
  }
}
