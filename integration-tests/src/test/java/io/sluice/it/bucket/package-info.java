/// The file system over a bucket, from the seam down to S3 and back: its contract, and what it asks
/// S3 for.
@NullMarked
package io.sluice.it.bucket;

import org.jspecify.annotations.NullMarked;
