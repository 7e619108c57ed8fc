package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;

/// `diropargs3` (RFC 1813 section 2.6): a name in a directory.
record DirOpArgs3(FileHandle handle, Filename3 name) implements HandleArgs {
  static DirOpArgs3 read(XdrReader in) {
    return new DirOpArgs3(FileHandle.read(in), Filename3.read(in));
  }
}
