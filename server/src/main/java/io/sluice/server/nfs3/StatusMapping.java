package io.sluice.server.nfs3;

import io.sluice.vfs.VfsError;

/// The one place where a failure of the file system gets its NFSv3 status.
final class StatusMapping {
  private StatusMapping() {}

  static NfsStat3 of(VfsError error) {
    return switch (error) {
      case NOT_FOUND -> NfsStat3.NFS3ERR_NOENT;
      case STALE -> NfsStat3.NFS3ERR_STALE;
      case NOT_DIRECTORY -> NfsStat3.NFS3ERR_NOTDIR;
      case IS_DIRECTORY -> NfsStat3.NFS3ERR_ISDIR;
      case EXISTS -> NfsStat3.NFS3ERR_EXIST;
      case NOT_EMPTY -> NfsStat3.NFS3ERR_NOTEMPTY;
      case ACCESS_DENIED -> NfsStat3.NFS3ERR_ACCES;
      case NOT_PERMITTED -> NfsStat3.NFS3ERR_PERM;
      case READ_ONLY -> NfsStat3.NFS3ERR_ROFS;
      case INVALID -> NfsStat3.NFS3ERR_INVAL;
      case NAME_TOO_LONG -> NfsStat3.NFS3ERR_NAMETOOLONG;
      case TOO_LARGE -> NfsStat3.NFS3ERR_FBIG;
      case NO_SPACE -> NfsStat3.NFS3ERR_NOSPC;
      case CROSS_DEVICE -> NfsStat3.NFS3ERR_XDEV;
      case BAD_COOKIE -> NfsStat3.NFS3ERR_BAD_COOKIE;
      case NOT_SYNCHRONIZED -> NfsStat3.NFS3ERR_NOT_SYNC;
      // It is the store that does not support something, which no client can be told of a READ.
      case IO, NOT_SUPPORTED -> NfsStat3.NFS3ERR_IO;
      // A call that may wait never meets the second; the client asks again.
      case BUSY, NOT_AT_HAND -> NfsStat3.NFS3ERR_JUKEBOX;
    };
  }
}
