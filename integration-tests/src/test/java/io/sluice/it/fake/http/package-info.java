/// The smallest HTTP/1.1 server that S3 clients need: keep-alive connections on blocking socket
/// channels, one thread each, fixed and chunked request bodies, and response bodies that are
/// written from the buffers they already lie in. It knows nothing of S3.
@NullMarked
package io.sluice.it.fake.http;

import org.jspecify.annotations.NullMarked;
