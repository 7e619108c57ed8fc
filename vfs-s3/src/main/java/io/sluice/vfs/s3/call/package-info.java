/// The requests of S3, one file for each operation: what is asked, what the answer means, and in
/// what cases it is asked again. A [io.sluice.vfs.s3.call.RequestLane] gives them connections, time
/// and retries; names and bodies are sent by whoever is behind `transport`, all else by the SDK's
/// client.
@NullMarked
package io.sluice.vfs.s3.call;

import org.jspecify.annotations.NullMarked;
