/// Sends requests over HTTP/1.1, plain or by TLS. Bodies leave straight from the buffers that they
/// are in: a part is not copied, and nothing of the AWS SDK touches its bytes. Answers come whole,
/// on the thread that asks, or their bodies go straight from the socket into the buffers of a
/// [io.sluice.vfs.s3.http.BodyReceiver]. Knows HTTP and sockets, but nothing of S3.
@NullMarked
package io.sluice.vfs.s3.http;

import org.jspecify.annotations.NullMarked;
