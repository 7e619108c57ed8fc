package io.sluice.server;

import io.sluice.server.store.EmbeddedStore;
import io.sluice.server.store.SampleTree;
import io.sluice.server.store.StoreCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// An embedded store with the sample tree in a bucket named `bucket`, and its credentials where the
/// SDK looks first.
public final class SampleStore implements AutoCloseable {
  private final EmbeddedStore store;
  private final String endpoint;

  public SampleStore(Path directory) {
    store =
        EmbeddedStore.start(
            directory,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new StoreCredentials("key", "secret"));
    endpoint = store.endpoint().toString();
    SampleTree.writeIfEmpty(store.createBucket("bucket"));
    useCredentials("key", "secret");
  }

  static void useCredentials(String accessKey, String secretKey) {
    System.setProperty("aws.accessKeyId", accessKey);
    System.setProperty("aws.secretAccessKey", secretKey);
  }

  public String endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    store.close();
  }
}
