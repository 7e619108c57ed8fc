package io.sluice.server.nfs3;

import static io.sluice.server.nfs3.Permissions.EXECUTE;
import static io.sluice.server.nfs3.Permissions.WRITE;

import io.sluice.server.rpc.Patience;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import org.jspecify.annotations.Nullable;

/// The file or directory that the handle of a call names, as the requester of this call sees it.
///
/// The methods that begin with `require` throw [VfsException] if the requester may not do it. For
/// root they ask nobody.
final class Target {
  private final Targets targets;
  private final Export export;
  private final FileId id;
  private final Requester requester;
  private final Patience patience;

  Target(Targets targets, Export export, FileId id, Requester requester, Patience patience) {
    this.targets = targets;
    this.export = export;
    this.id = id;
    this.requester = requester;
    this.patience = patience;
  }

  FileId id() {
    return id;
  }

  Requester requester() {
    return requester;
  }

  /// What another handle of the same call names.
  Targets.Search find(FileHandle handle) {
    return targets.find(handle, requester, patience);
  }

  /// Whether both are of one export, so that a name can move from one to the other.
  boolean isInExportOf(Target other) {
    return export.id() == other.export.id();
  }

  /// The file system, waiting as long as the call may wait.
  VirtualFileSystem fileSystem() {
    return switch (patience) {
      case AT_HAND -> export.fileSystem().atHand();
      case MAY_WAIT -> export.fileSystem();
    };
  }

  boolean isReadOnly() {
    return export.policy().readOnly() || export.fileSystem().limits().readOnly();
  }

  boolean isAdmitted() {
    return export.policy().admits(requester);
  }

  /// The attributes of the target for a reply, if they are at hand: never worth a request to S3.
  PostOpAttr attributes() {
    return attributes(id);
  }

  /// The attributes of any file of the export, as with [#attributes()].
  PostOpAttr attributes(FileId file) {
    return wire(attributesAtHand(file));
  }

  /// Attributes in the wire's form.
  Fattr3 fattr(FileAttributes attributes) {
    return Fattr3.of(attributes, export.fsid());
  }

  /// Attributes in the wire's form, absent for null.
  PostOpAttr wire(@Nullable FileAttributes attributes) {
    return PostOpAttr.of(attributes, export.fsid());
  }

  /// A change in the wire's form.
  WccData wire(AttributeChange change) {
    return WccData.of(change, export.fsid());
  }

  /// The handle of a file of the export.
  FileHandle handle(FileId file) {
    return targets.handle(export, file);
  }

  void requireWritable() {
    requireAdmitted();
    if (isReadOnly()) {
      throw new VfsException(VfsError.READ_ONLY, export.path() + " is exported read-only");
    }
  }

  /// Requires some of the rights of [Permissions] on the target as a directory.
  void requireInDirectory(int rights) {
    requireAdmitted();
    if (requester.isRoot()) {
      return;
    }
    FileAttributes directory = fileSystem().getAttributes(id);
    if (!directory.isDirectory()) {
      throw new VfsException(VfsError.NOT_DIRECTORY, "names are in directories only");
    }
    if ((Permissions.of(directory, requester) & rights) != rights) {
      throw denied();
    }
  }

  /// Requires that a name may be removed from the target, or replaced in it.
  void requireRemovable(FileName name) {
    requireInDirectory(WRITE | EXECUTE);
    if (requester.isRoot()
        || Permissions.allowRemovingAnything(fileSystem().getAttributes(id), requester)) {
      return;
    }
    if (fileSystem().lookup(id, name) instanceof LookupOutcome.Found(FileAttributes found)
        && found.uid() != requester.uid()) {
      throw new VfsException(VfsError.NOT_PERMITTED, "in this directory only owners remove");
    }
  }

  void requireReadable() {
    requireAdmitted();
    if (!requester.isRoot()
        && !Permissions.allowReading(fileSystem().knownAttributes(id), requester)) {
      throw denied();
    }
  }

  void requireWritableBytes() {
    requireWritable();
    if (!requester.isRoot() && !mayWriteBytes()) {
      throw denied();
    }
  }

  /// A file whose writing failed for good has no attributes any more: WRITE and COMMIT tell why.
  private boolean mayWriteBytes() {
    try {
      return Permissions.allowWriting(fileSystem().knownAttributes(id), requester);
    } catch (VfsException e) {
      if (e.error() == VfsError.STALE) {
        return true;
      }
      throw e;
    }
  }

  void requireChangeable(AttributeChanges changes) {
    requireWritable();
    if (!requester.isRoot()) {
      Permissions.check(changes, fileSystem().getAttributes(id), requester);
    }
  }

  /// What a file that the requester creates gets as attributes.
  AttributeChanges ofNewFile(AttributeChanges changes) {
    return Permissions.ofNewFile(changes, requester, export.policy());
  }

  private void requireAdmitted() {
    if (!isAdmitted()) {
      throw denied();
    }
  }

  private @Nullable FileAttributes attributesAtHand(FileId file) {
    try {
      return export.fileSystem().atHand().getAttributes(file);
    } catch (VfsException e) {
      return null; // not at hand, or gone: the reply says so by leaving them out
    }
  }

  private VfsException denied() {
    return new VfsException(
        VfsError.ACCESS_DENIED, "only root and the owner of the files may use " + export.path());
  }
}
