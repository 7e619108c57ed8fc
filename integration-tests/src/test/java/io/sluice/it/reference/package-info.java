/// A file system in memory that does everything the seam promises: what the protocol is tested
/// through, and what file systems over S3 are compared with.
@NullMarked
package io.sluice.it.reference;

import org.jspecify.annotations.NullMarked;
