/// What is not in S3: directories that were made and are empty yet, files that were created and are
/// not published yet, names on their way out; and what clients set of files and directories that S3
/// keeps nowhere.
@NullMarked
package io.sluice.vfs.inode.local;

import org.jspecify.annotations.NullMarked;
