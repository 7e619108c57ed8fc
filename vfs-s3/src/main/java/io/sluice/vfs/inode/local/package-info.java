/// What is not in S3: directories that were made and are empty yet, files that were created and are
/// not published yet, and names on their way out.
@NullMarked
package io.sluice.vfs.inode.local;

import org.jspecify.annotations.NullMarked;
