/// The file system over one bucket: routes each request to inode, read and write, and holds no I/O
/// code of its own.
@NullMarked
package io.sluice.vfs.bucket;

import org.jspecify.annotations.NullMarked;
