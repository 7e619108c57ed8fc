package io.sluice.server.nfs3;

import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;

/// What mode bits and ownership allow, as POSIX has it. Without state and without questions to
/// anybody.
final class Permissions {
  static final int READ = 4;
  static final int WRITE = 2;
  static final int EXECUTE = 1;

  private static final int ALL = READ | WRITE | EXECUTE;
  private static final int ANY_EXECUTE = 0111;
  private static final int STICKY = 01000;

  private Permissions() {}

  /// The rights that `requester` has, a union of [#READ], [#WRITE] and [#EXECUTE]. Root has all of
  /// them, but cannot execute a file that nobody can.
  static int of(FileAttributes file, Requester requester) {
    if (requester.isRoot()) {
      boolean executable = file.isDirectory() || (file.mode() & ANY_EXECUTE) != 0;
      return executable ? ALL : READ | WRITE;
    }
    if (requester.uid() == file.uid()) {
      return file.mode() >> 6 & ALL;
    }
    return requester.isIn(file.gid()) ? file.mode() >> 3 & ALL : file.mode() & ALL;
  }

  /// Whether bytes may be read. NFSv3 knows no open, so the owner may always, else a file whose
  /// mode changed while it was open would fail; and who may execute must read (RFC 1813 4.4).
  static boolean allowReading(FileAttributes file, Requester requester) {
    return requester.uid() == file.uid() || (of(file, requester) & (READ | EXECUTE)) != 0;
  }

  /// Whether bytes may be written; the owner may always, as with reading.
  static boolean allowWriting(FileAttributes file, Requester requester) {
    return requester.uid() == file.uid() || (of(file, requester) & WRITE) != 0;
  }

  /// Whether a name of `directory` may be removed whoever owns what it names.
  static boolean allowRemovingAnything(FileAttributes directory, Requester requester) {
    return (directory.mode() & STICKY) == 0
        || requester.isRoot()
        || requester.uid() == directory.uid();
  }

  /// Refuses changes of attributes that `requester` may not make: only the owner sets mode and
  /// times, nobody but root gives files away, and who may write may also set times to now.
  ///
  /// @throws VfsException `NOT_PERMITTED` or `ACCESS_DENIED`
  static void check(AttributeChanges changes, FileAttributes file, Requester requester) {
    if (requester.isRoot()) {
      return;
    }
    if (changes.uid() != null && changes.uid() != file.uid()) {
      throw notPermitted("only root gives files away");
    }
    if (requester.uid() == file.uid()) {
      if (changes.gid() != null && changes.gid() != file.gid() && !requester.isIn(changes.gid())) {
        throw notPermitted("the owner is not in that group");
      }
      return;
    }
    if (setsWhatIsTheOwners(changes, file)) {
      throw notPermitted("only the owner sets mode, group and times");
    }
    if (!changes.isEmpty() && !allowWriting(file, requester)) {
      throw new VfsException(VfsError.ACCESS_DENIED, "the file may not be written");
    }
  }

  private static boolean setsWhatIsTheOwners(AttributeChanges changes, FileAttributes file) {
    return changes.mode() != null
        || (changes.gid() != null && changes.gid() != file.gid())
        || changes.atime() instanceof TimeChange.To
        || changes.mtime() instanceof TimeChange.To;
  }

  /// The attributes of a new file: what root and the export's owner create belongs to whom the file
  /// system says, what others create belongs to them.
  ///
  /// @throws VfsException `NOT_PERMITTED` if it should belong to somebody else
  static AttributeChanges ofNewFile(
      AttributeChanges changes, Requester requester, AccessPolicy policy) {
    if (requester.isRoot()) {
      return changes;
    }
    if (changes.uid() != null && changes.uid() != requester.uid()) {
      throw notPermitted("only root creates files for others");
    }
    if (changes.gid() != null && !requester.isIn(changes.gid())) {
      throw notPermitted("the creator is not in that group");
    }
    if (requester.uid() == policy.owner()) {
      return changes;
    }
    return new AttributeChanges(
        changes.mode(),
        requester.uid(),
        changes.gid() != null ? changes.gid() : Integer.valueOf(requester.gid()),
        changes.size(),
        changes.atime(),
        changes.mtime());
  }

  private static VfsException notPermitted(String message) {
    return new VfsException(VfsError.NOT_PERMITTED, message);
  }
}
