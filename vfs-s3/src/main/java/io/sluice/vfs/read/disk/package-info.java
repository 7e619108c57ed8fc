/// Blocks of objects on disk, for those who read: written beside what they do, checked each time
/// they are read, and still there after a restart.
///
/// A block is a file whose name says which version of which object it is of, by a hash, and where
/// in it; so a start needs to read names alone. Who is meant exactly stands in the file, under the
/// same checksum as the bytes. Blocks are read into the memory of the caller, since they are
/// checked before anybody gets them and since what is read leaves as a lease: `transferTo` would
/// hand the socket bytes that nobody looked at.
///
/// The index takes 45 to 90 bytes a block ([BlockSlots]): ten thousand blocks of 1 MiB, 10 GiB,
/// make 0.5 MB. Blocks of less than 16 KiB are not kept, unless they are a whole small object or
/// the end of one.
@NullMarked
package io.sluice.vfs.read.disk;

import org.jspecify.annotations.NullMarked;
