package io.sluice.vfs.inode.listing;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What S3 told of an object, without its key.
///
/// @param size bytes
public record ObjectFacts(long size, Instant lastModified, @Nullable ETag eTag, StorageTier tier) {
  private static final HashFunction VERSION = Hashing.murmur3_128(0);

  /// The facts in a summary, with the time in whole seconds: where listings have more, the answer
  /// to HeadObject has not, and the times of a file would go back and forth between the two.
  public static ObjectFacts of(ObjectSummary object) {
    Instant modified = object.lastModified().truncatedTo(ChronoUnit.SECONDS);
    return new ObjectFacts(object.size(), modified, object.eTag(), object.tier());
  }

  /// Another number for another object: of the ETag, or where a server has none, of the rest. It is
  /// kept on disk, so it must not change between releases.
  public long version() {
    String words = eTag == null ? lastModified + " " + size : eTag.value();
    return VERSION.hashString(words, StandardCharsets.UTF_8).asLong();
  }
}
