package io.sluice.vfs;

import io.sluice.memory.LeasedBytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The seam between the protocol and the store: what one exported file system can be asked, in
/// POSIX words.
///
/// Kept minimal, since every method is paid for by every implementation. All methods may be called
/// from any thread, block until they have their answer, and throw [VfsException] for everything
/// that is not an outcome. An id of an object that is gone gives `STALE`; a file where a directory
/// is needed gives `NOT_DIRECTORY`; a directory where a file is needed gives `IS_DIRECTORY`.
/// Permissions of callers are not looked at here.
public interface VirtualFileSystem {
  /// The same file system, answering only what it can from memory and at once: everything else
  /// throws [VfsError#NOT_AT_HAND] before anything has happened. Threads that must not wait ask
  /// here first.
  VirtualFileSystem atHand();

  /// The root directory; the same for ever.
  FileId root();

  /// The directory that holds `directory`; the root holds itself.
  FileId parent(FileId directory);

  /// What `stat` shows.
  FileAttributes getAttributes(FileId file);

  /// What is known of a file or directory, of whatever age: what decides who may read and write it
  /// is kept here, and need not wait for S3.
  default FileAttributes knownAttributes(FileId file) {
    return getAttributes(file);
  }

  /// A client asks for the attributes of a file by themselves, before it is told: it may do so
  /// since it has closed the file, and then it waits until the file is as safe as its close
  /// promises.
  ///
  /// @throws VfsException what closing the file ran into
  default void looked(FileId file) {}

  /// Changes attributes.
  ///
  /// @param onlyIfCtime if not null, the ctime that the file must have, else `NOT_SYNCHRONIZED`
  AttributeChange setAttributes(
      FileId file, AttributeChanges changes, @Nullable Instant onlyIfCtime);

  /// Finds a name in a directory.
  LookupOutcome lookup(FileId directory, FileName name);

  /// Reads up to `count` bytes from `offset`: fewer only at the end of the file; none, and the end
  /// reached, beyond it.
  ///
  /// @param offset at least 0
  /// @param count 0 to [FileSystemLimits#LARGEST_TRANSFER]
  ReadOutcome read(FileId file, long offset, int count);

  /// Writes bytes. Their lease stays the caller's, who may reuse it afterwards; what is in it then
  /// is anything.
  WriteOutcome write(FileId file, long offset, LeasedBytes data, Durability durability);

  /// Writes the bytes between the position and the limit of `data`, which the caller keeps and may
  /// reuse afterwards.
  default WriteOutcome write(FileId file, long offset, ByteBuffer data, Durability durability) {
    return write(file, offset, LeasedBytes.of(data), durability);
  }

  /// Makes the bytes written before durable.
  ///
  /// @param count bytes from `offset`; 0 = to the end of the file
  CommitOutcome commit(FileId file, long offset, int count);

  /// Creates a file.
  CreateOutcome create(FileId directory, FileName name, CreateMode mode);

  /// Makes a directory, or fails with `EXISTS`.
  CreateOutcome makeDirectory(FileId directory, FileName name, AttributeChanges changes);

  /// Removes a file (`IS_DIRECTORY` for a directory); returns the change of the directory.
  AttributeChange remove(FileId directory, FileName name);

  /// Removes an empty directory (`NOT_EMPTY` else); returns the change of the directory that held
  /// it.
  AttributeChange removeDirectory(FileId directory, FileName name);

  /// Renames, replacing a file of the new name or an empty directory by a directory. What is
  /// renamed keeps its id.
  RenameOutcome rename(
      FileId fromDirectory, FileName fromName, FileId toDirectory, FileName toName);

  /// The names that come after `cookie`, in an order that does not change while names come and go.
  ///
  /// @param cookie 0 for the start, else the id of an entry of this directory, which may be gone by
  ///   now; `BAD_COOKIE` if it never was one
  /// @param most how many entries the caller can use, at least 1; fewer may come back
  DirectoryPage list(FileId directory, long cookie, int most);

  /// Sizes for `df`.
  FileSystemStatistics statistics();

  /// The bounds of this file system.
  FileSystemLimits limits();
}
