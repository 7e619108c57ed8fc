/// Files that are being written: the sessions that turn WRITEs in any order into whole objects, and
/// what is remembered of them on disk, so that nothing that was answered is lost when the process
/// dies.
@NullMarked
package io.sluice.vfs.write;

import org.jspecify.annotations.NullMarked;
