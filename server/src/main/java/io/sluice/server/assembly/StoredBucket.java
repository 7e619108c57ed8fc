package io.sluice.server.assembly;

import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.s3.store.S3ObjectStore;

/// One bucket: what is there, and how more comes in.
record StoredBucket(ObjectStore objects, ObjectUploads uploads) {
  static StoredBucket of(S3ObjectStore store) {
    return new StoredBucket(store, store.uploads());
  }
}
