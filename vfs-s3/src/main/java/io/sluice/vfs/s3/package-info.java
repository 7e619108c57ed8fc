/// S3 in a few words: what can be asked of a bucket, and what the answers are, as interfaces and
/// values without any SDK. What is behind them stands in the packages below; `store` puts it
/// together. Only they speak S3 and know its SDK.
@NullMarked
package io.sluice.vfs.s3;

import org.jspecify.annotations.NullMarked;
