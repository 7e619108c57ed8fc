/// Places and their ids: which name in which directory a file id stands for, and the table on disk
/// by which handles live on when the server is started again.
@NullMarked
package io.sluice.vfs.inode.handle;

import org.jspecify.annotations.NullMarked;
