/// The NFS program, version 3 (RFC 1813): one file for each procedure, over the file system seam.
@NullMarked
package io.sluice.server.nfs3;

import org.jspecify.annotations.NullMarked;
