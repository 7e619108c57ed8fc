package io.sluice.it.s3;

import io.sluice.server.store.EmbeddedStore;
import io.sluice.server.store.StoreCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/// The facts of S3, told of the embedded store.
final class EmbeddedStoreFactsTest extends S3FactsContract {
  @TempDir private static @Nullable Path directory;

  private final StoreCredentials credentials = StoreCredentials.random();
  private @Nullable EmbeddedStore store;

  @Override
  void start() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    store = EmbeddedStore.start(Objects.requireNonNull(directory), address, credentials);
  }

  @Override
  void stop() {
    Objects.requireNonNull(store).close();
  }

  @Override
  S3Endpoint endpoint() {
    return S3Endpoint.of(Objects.requireNonNull(store), credentials);
  }

  /// Plain files cannot hold the rest, and S3Proxy plays one region for one owner.
  @Override
  public Set<Ability> lacking() {
    return EnumSet.allOf(Ability.class);
  }
}
