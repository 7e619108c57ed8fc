/// Blocks of objects on a local disk, which survive restarts.
@NullMarked
package io.sluice.vfs.read.disk;

import org.jspecify.annotations.NullMarked;
