/// The only package that speaks S3 and knows its SDK: a narrow object store, retries, and one place
/// that turns the errors of S3 into ours.
@NullMarked
package io.sluice.vfs.s3;

import org.jspecify.annotations.NullMarked;
