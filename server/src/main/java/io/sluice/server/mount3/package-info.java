/// The MOUNT program, version 3, and what tools ask of version 1 (RFC 1813, appendix I).
@NullMarked
package io.sluice.server.mount3;

import org.jspecify.annotations.NullMarked;
