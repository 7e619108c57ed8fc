/// The bytes of a file that is being written: which have come, in which parts of an upload they
/// lie, which of them S3 has, and where the file ends. Pure: it locks nothing, waits for nothing
/// and asks nobody; a session guards it.
@NullMarked
package io.sluice.vfs.write.part;

import org.jspecify.annotations.NullMarked;
