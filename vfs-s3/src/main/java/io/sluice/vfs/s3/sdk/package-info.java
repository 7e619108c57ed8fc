/// The same requests by the AWS SDK, for buckets to which only it knows the way, and for calls that
/// are few.
@NullMarked
package io.sluice.vfs.s3.sdk;

import org.jspecify.annotations.NullMarked;
