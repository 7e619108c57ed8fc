/// Who we are for S3, and what to do when that runs out.
@NullMarked
package io.sluice.vfs.s3.credentials;

import org.jspecify.annotations.NullMarked;
