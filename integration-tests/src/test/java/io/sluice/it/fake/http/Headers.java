package io.sluice.it.fake.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// HTTP header fields by lower-case name, in order of arrival. A repeated field is joined with a
/// comma (RFC 9110 section 5.3). Used by one thread at a time.
public final class Headers {
  private final Map<String, String> fields = new LinkedHashMap<>();

  /// Adds a field, joining it to one of the same name.
  public Headers add(String name, String value) {
    fields.merge(name.toLowerCase(Locale.ROOT), value, (before, more) -> before + "," + more);
    return this;
  }

  /// The value, or null if the field is absent.
  public @Nullable String get(String name) {
    return fields.get(name);
  }

  /// The value, or `absent` if the field is absent.
  public String get(String name, String absent) {
    return fields.getOrDefault(name, absent);
  }

  /// Whether the field came at all.
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /// Shows every field to `each`, in order.
  public void forEach(BiConsumer<String, String> each) {
    fields.forEach(each);
  }
}
