/// Random stories of files that are written: WRITEs cut, reordered, repeated and overlapped,
/// COMMITs anywhere, crashes, failures of S3, other hosts. Each is played against the sessions over
/// a bucket in memory, and judged by what a client may expect of it.
@NullMarked
package io.sluice.vfs.write.model;

import org.jspecify.annotations.NullMarked;
