package io.sluice.it.fake.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Objects whose keys count up: `big/f0000000`, `big/f0000001`, ..., or spread over numbered
/// directories: `d0000/f0000`, `d0000/f0001`, ..., `d0001/f0000`, ...
///
/// Numbers have a fixed width, so their order is the order of the keys and a search by halves finds
/// any key.
///
/// @param directory before the directory's number, null for keys in no numbered directory
/// @param directories how many directories
/// @param file before the file's number, within its directory
/// @param files how many in each directory
/// @param digits the width of both numbers
/// @param size of each object in bytes
public record NumberedKeys(
    @Nullable String directory,
    long directories,
    String file,
    long files,
    int digits,
    long size,
    Instant lastModified)
    implements KeySpace {

  /// `count` keys that begin with `stem`, then 7 digits.
  public static NumberedKeys flat(String stem, long count, long size, Instant lastModified) {
    return new NumberedKeys(null, 1, stem, count, 7, size, lastModified);
  }

  /// Keys such as `d0012/f0003`: `files` in each of `directories`, with 4 digits.
  public static NumberedKeys tree(long directories, long files, long size, Instant lastModified) {
    return new NumberedKeys("d", directories, "f", files, 4, size, lastModified);
  }

  /// Keys such as `tree/d0012/f0003`, below a prefix with `/` at its end.
  public static NumberedKeys tree(
      String prefix, long directories, long files, long size, Instant lastModified) {
    return new NumberedKeys(prefix + "d", directories, "f", files, 4, size, lastModified);
  }

  /// The number of keys.
  public long count() {
    return directories * files;
  }

  /// The key with number `index`, in listing order.
  public String key(long index) {
    StringBuilder key = new StringBuilder(32);
    if (directory != null) {
      key.append(directory);
      appendNumber(key, index / files);
      key.append('/');
    }
    key.append(file);
    appendNumber(key, index % files);
    return key.toString();
  }

  private void appendNumber(StringBuilder key, long number) {
    String text = Long.toString(number);
    key.repeat('0', Math.max(0, digits - text.length())).append(text);
  }

  @Override
  public @Nullable StoredObject ceiling(String key) {
    long low = 0;
    long high = count();
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (KeyOrder.UTF8.compare(key(middle), key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == count() ? null : StoredObject.computed(key(low), size, lastModified);
  }
}
