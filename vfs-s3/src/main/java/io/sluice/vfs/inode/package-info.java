/// Which object: keys and file ids, names, directories inferred from `/`, the caches of attributes
/// and of absent names, and the table of handles on disk.
@NullMarked
package io.sluice.vfs.inode;

import org.jspecify.annotations.NullMarked;
