package io.sluice.server.nfs3;

import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.WouldWait;
import io.sluice.vfs.FileId;

/// Finds what handles name.
final class Targets {
  /// What came of a handle.
  sealed interface Search {
    /// A file of this server, which may be gone by now.
    record Found(Target target) implements Search {}

    /// No handle of this server, or of an export that it does not have.
    record Refused(NfsStat3 status) implements Search {}
  }

  private final FileHandles handles;
  private final Exports exports;

  Targets(FileHandles handles, Exports exports) {
    this.handles = handles;
    this.exports = exports;
  }

  /// @throws WouldWait only with [Patience#AT_HAND]
  /// @throws io.sluice.vfs.VfsException if the export cannot be opened now
  Search find(FileHandle handle, Requester requester, Patience patience) {
    if (!handles.isOurs(handle)) {
      return new Search.Refused(NfsStat3.NFS3ERR_BADHANDLE);
    }
    if (patience == Patience.AT_HAND && !exports.isAtHand(handle.export())) {
      throw WouldWait.INSTANCE;
    }
    Export export = exports.byId(handle.export());
    if (export == null) {
      return new Search.Refused(NfsStat3.NFS3ERR_STALE);
    }
    FileId id = new FileId(handle.fileid());
    return new Search.Found(new Target(this, export, id, requester, patience));
  }

  FileHandle handle(Export export, FileId file) {
    return handles.of(export.id(), file);
  }
}
