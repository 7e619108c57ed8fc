package io.sluice.server.nfs3;

/// Who may use an export, and how.
///
/// @param readOnly whether every change is refused with NFS3ERR_ROFS
/// @param allowOther whether others than root and the owner may use it, as far as mode bits allow
/// @param owner uid of the owner of all files: the user who started the server, unless `--uid`
///   names another
public record AccessPolicy(boolean readOnly, boolean allowOther, int owner) {
  /// Whether this user may use the export at all (X4).
  boolean admits(Requester requester) {
    return allowOther || requester.isRoot() || requester.uid() == owner;
  }
}
