/// Listings of directories in memory: keys cut into names, packed by the page, and when a directory
/// was last seen to change.
@NullMarked
package io.sluice.vfs.inode.listing;

import org.jspecify.annotations.NullMarked;
