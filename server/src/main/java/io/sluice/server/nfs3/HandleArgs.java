package io.sluice.server.nfs3;

/// Arguments that begin with a handle, as those of every procedure do.
interface HandleArgs {
  /// The file or directory that the call is about.
  FileHandle handle();
}
