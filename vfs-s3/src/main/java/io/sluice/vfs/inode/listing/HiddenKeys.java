package io.sluice.vfs.inode.listing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.Printable;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keys that cannot be shown as files: an empty component, `.` or `..`, NUL, more than 255 bytes.
/// Counted, and told once for each directory.
public final class HiddenKeys {
  private static final Logger log = LoggerFactory.getLogger(HiddenKeys.class);

  /// Directories told about; a forgotten one is told again, which harms nobody.
  private static final int MOST_TOLD = 10_000;

  private final LongAdder count = new LongAdder();
  private final Cache<String, Boolean> told = Caffeine.newBuilder().maximumSize(MOST_TOLD).build();

  /// One key in a directory was hidden.
  ///
  /// @param directory the key of the directory, as it is
  /// @param relativeKey the rest of the hidden key
  void hide(String directory, String relativeKey) {
    count.increment();
    if (told.asMap().putIfAbsent(directory, true) == null) {
      log.info(
          "directory \"{}\" has keys that cannot be file names, such as \"{}\"; they are hidden",
          Printable.escape(directory),
          Printable.escape(relativeKey));
    }
  }

  /// How often a hidden key was met in a listing.
  public long count() {
    return count.sum();
  }
}
