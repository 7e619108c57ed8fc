/// The checksums of S3: which there are, how they are summed, and what a server takes of them.
@NullMarked
package io.sluice.vfs.s3.checksum;

import org.jspecify.annotations.NullMarked;
