package io.sluice.server.assembly;

import io.sluice.config.S3Settings;
import io.sluice.server.metrics.ListBudget;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.state.BucketPath;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.RetryClock;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.store.BucketProbe;
import io.sluice.vfs.s3.store.ProbeOutcome;
import io.sluice.vfs.s3.store.S3Connection;
import io.sluice.vfs.s3.store.S3ObjectStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A store for each bucket, looked at before anybody may mount it.
final class BucketStores implements AutoCloseable {
  private final S3Settings settings;
  private final S3Calls calls;
  private final ListBudget lists;
  private final Map<String, S3Connection> connections = new HashMap<>();

  /// @param calls is told of every request
  /// @param lists counts those that list
  BucketStores(S3Settings settings, S3Calls calls, ListBudget lists) {
    this.lists = lists;
    this.settings = settings;
    this.calls = calls;
  }

  /// Opens the buckets, by name.
  ///
  /// @param buckets each prefix is looked at, since policies may differ by prefix
  /// @throws CommandFailure if one cannot be read, with what to change
  Map<String, StoredBucket> open(List<BucketPath> buckets) {
    Map<String, StoredBucket> stores = new HashMap<>();
    for (BucketPath path : buckets) {
      S3Connection connection =
          connections.computeIfAbsent(path.bucket(), _ -> S3Connection.open(settings));
      requireUsable(new BucketProbe(connection).check(path.uri()));
      BucketName name = path.uri().bucket();
      stores.computeIfAbsent(
          name.text(),
          bucket ->
              StoredBucket.of(
                  new S3ObjectStore(connection, name, RetryClock.SYSTEM, lists.of(bucket, calls))));
    }
    return stores;
  }

  private static void requireUsable(ProbeOutcome outcome) {
    switch (outcome) {
      case ProbeOutcome.Usable _ -> {}
      case ProbeOutcome.Refused refused -> throw CommandFailure.cannotStart(refused.toString());
    }
  }

  @Override
  public void close() {
    connections.values().forEach(S3Connection::close);
  }
}
