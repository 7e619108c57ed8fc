package io.sluice.it.fake.store;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Key spaces side by side in one bucket, each below a name of its own: the keys of `wide/` come
/// from one, those of `tree/` from another, and a question asks one of them.
public final class TopFolders implements KeySpace {
  /// By the prefix that all keys of the space have, with `/` at its end.
  private final NavigableMap<String, KeySpace> byPrefix = new TreeMap<>(KeyOrder.UTF8);

  /// @param byPrefix a key space has keys with its prefix and no others; prefixes end in `/`
  public TopFolders(Map<String, KeySpace> byPrefix) {
    this.byPrefix.putAll(byPrefix);
  }

  @Override
  public @Nullable StoredObject ceiling(String key) {
    Map.Entry<String, KeySpace> folder = byPrefix.floorEntry(key);
    if (folder == null) {
      folder = byPrefix.firstEntry();
    }
    while (folder != null) {
      StoredObject found = folder.getValue().ceiling(key);
      if (found != null) {
        return found;
      }
      folder = byPrefix.higherEntry(folder.getKey());
    }
    return null;
  }
}
