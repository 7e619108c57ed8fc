/// The seam: what a file system can be asked, in POSIX words. Protocols stand above it and know
/// nothing of S3; file systems stand below it and know nothing of a protocol.
@NullMarked
package io.sluice.vfs;

import org.jspecify.annotations.NullMarked;
