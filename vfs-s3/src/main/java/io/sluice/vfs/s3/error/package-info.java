/// What the errors of S3, of its SDK and of the network mean: the one place that turns them into
/// ours.
@NullMarked
package io.sluice.vfs.s3.error;

import org.jspecify.annotations.NullMarked;
