package io.sluice.vfs.s3.transport;

import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// The requests that names come from, each sent once. Safe for any number of threads, each of which
/// waits for its answer.
///
/// All methods throw [SdkException] for what the server said if it is no success, and `IOException`
/// if there was no answer, or half of one.
public interface NameRequests {
  /// HeadObject.
  ///
  /// @param patience until the answer is there
  ObjectSummary head(ObjectKey key, Duration patience) throws IOException, InterruptedException;

  /// ListObjectsV2, one page.
  ///
  /// @param patience until the whole page is there
  ListPage list(ListRequest request, Duration patience) throws IOException, InterruptedException;

  /// The size of an object whose HEAD was answered without one, as caches before a store do: taken
  /// for empty, it would be read as empty.
  ///
  /// @param patience as for [#list]
  default long listedSize(ObjectKey key, Duration patience)
      throws IOException, InterruptedException {
    ListRequest request = new ListRequest(key.text(), false, null, null, 1);
    return list(request, patience).objects().stream()
        .filter(object -> object.key().equals(key))
        .findFirst()
        .map(ObjectSummary::size)
        .orElseThrow(() -> SdkClientException.create("an object whose size the server keeps back"));
  }
}
