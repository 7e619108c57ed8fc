package io.sluice.it.s3;

import io.sluice.server.store.EmbeddedStore;
import io.sluice.server.store.StoreCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// An embedded store on a free port with one bucket.
final class EmbeddedBucket implements AutoCloseable {
  private final EmbeddedStore store;
  private final S3Endpoint endpoint;
  private final Path folder;

  /// Starts a store that keeps its buckets in a directory.
  EmbeddedBucket(Path directory, String bucket) {
    StoreCredentials credentials = StoreCredentials.random();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    store = EmbeddedStore.start(directory, address, credentials);
    endpoint = S3Endpoint.of(store, credentials);
    folder = store.createBucket(bucket);
  }

  S3Endpoint endpoint() {
    return endpoint;
  }

  /// Where the bucket's objects are files.
  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    store.close();
  }
}
