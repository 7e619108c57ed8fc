/// What the next process must know of files that are being written, on the disk of the state
/// directory before what it guards is answered or sent: a record for each file, and the bytes that
/// S3 cannot give back.
@NullMarked
package io.sluice.vfs.write.log;

import org.jspecify.annotations.NullMarked;
