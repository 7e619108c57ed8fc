/// The same requests by the AWS SDK, for buckets to which only it knows the way, and how `call`
/// waits for its answers.
@NullMarked
package io.sluice.vfs.s3.sdk;

import org.jspecify.annotations.NullMarked;
