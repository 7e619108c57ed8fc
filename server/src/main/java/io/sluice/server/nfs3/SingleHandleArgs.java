package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;

/// Arguments that are a handle and nothing else.
record SingleHandleArgs(FileHandle handle) implements HandleArgs {
  static SingleHandleArgs read(XdrReader in) {
    return new SingleHandleArgs(FileHandle.read(in));
  }
}
