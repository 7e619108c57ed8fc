package io.sluice.it.fake.store;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// One multipart upload under way. Parts may come from many threads; the last of a number wins.
public final class Upload {
  private final String id;
  private final String key;
  private final String storageClass;
  private final Map<String, String> headers;
  private final boolean checksummed;
  private final Instant initiated;
  private final NavigableMap<Integer, Part> parts = new ConcurrentSkipListMap<>();

  Upload(
      String id,
      String key,
      String storageClass,
      Map<String, String> headers,
      boolean checksummed,
      Instant initiated) {
    this.id = id;
    this.key = key;
    this.storageClass = storageClass;
    this.headers = Map.copyOf(headers);
    this.checksummed = checksummed;
    this.initiated = initiated;
  }

  /// The upload id.
  public String id() {
    return id;
  }

  /// The key that it will become.
  public String key() {
    return key;
  }

  /// The storage class of the object to be.
  public String storageClass() {
    return storageClass;
  }

  /// What the object to be gives back with every read.
  public Map<String, String> headers() {
    return headers;
  }

  /// Whether the object to be gets a CRC-32C over all of it.
  public boolean checksummed() {
    return checksummed;
  }

  /// When it was created.
  public Instant initiated() {
    return initiated;
  }

  /// Adds or replaces a part.
  public void put(Part part) {
    parts.put(part.number(), part);
  }

  /// The part of that number, or null.
  public @Nullable Part part(int number) {
    return parts.get(number);
  }

  /// Parts above `number`, ascending.
  public NavigableMap<Integer, Part> partsAfter(int number) {
    return parts.tailMap(number, false);
  }
}
