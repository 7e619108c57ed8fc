/// Requests that we sign and send ourselves, by `http`: bodies go straight between the socket and
/// our memory, and a server that has just been started answers without loading the whole SDK.
@NullMarked
package io.sluice.vfs.s3.direct;

import org.jspecify.annotations.NullMarked;
