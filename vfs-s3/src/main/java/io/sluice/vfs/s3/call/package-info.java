/// The requests of S3, one file for each operation: what is asked, what the answer means, and in
/// what cases it is asked again. A [io.sluice.vfs.s3.call.RequestLane] gives them connections, time
/// and retries; who sends them is behind `transport`.
@NullMarked
package io.sluice.vfs.s3.call;

import org.jspecify.annotations.NullMarked;
