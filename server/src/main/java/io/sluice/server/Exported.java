package io.sluice.server;

import io.sluice.server.nfs3.FileHandles;

/// What the programs of the front door serve.
///
/// @param handles makes and tells file handles
/// @param exports what can be mounted
record Exported(FileHandles handles, BucketExports exports) {}
