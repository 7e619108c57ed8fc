/// Listings of S3 read from the bytes of their XML, whatever keys stand in them.
@NullMarked
package io.sluice.vfs.s3.listing;

import org.jspecify.annotations.NullMarked;
