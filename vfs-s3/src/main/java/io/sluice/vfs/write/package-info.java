/// Files that are being written: [io.sluice.vfs.write.Sessions] turn WRITEs in any order into whole
/// objects. Their bytes stand in `part`; what is remembered of them on disk, so that nothing that
/// was answered is lost when the process dies, in `log`.
@NullMarked
package io.sluice.vfs.write;

import org.jspecify.annotations.NullMarked;
