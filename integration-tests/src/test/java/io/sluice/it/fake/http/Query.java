package io.sluice.it.fake.http;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The query parameters of a request, decoded; one without `=` has the empty value.
///
/// @param parameters sorted by name
public record Query(SortedMap<String, String> parameters) {

  /// Parses what follows the question mark.
  public static Query parse(String raw) {
    SortedMap<String, String> parameters = new TreeMap<>();
    int from = 0;
    while (from < raw.length()) {
      int end = raw.indexOf('&', from);
      end = end < 0 ? raw.length() : end;
      int equals = raw.indexOf('=', from);
      boolean bare = equals < 0 || equals > end;
      String name = raw.substring(from, bare ? end : equals);
      String value = bare ? "" : raw.substring(equals + 1, end);
      if (!name.isEmpty()) {
        parameters.put(decode(name), decode(value));
      }
      from = end + 1;
    }
    return new Query(parameters);
  }

  private static String decode(String part) {
    return PercentCoding.decode(part.replace('+', ' '));
  }

  /// Whether the parameter is there, with or without a value.
  public boolean has(String name) {
    return parameters.containsKey(name);
  }

  /// The value, or null if the parameter is absent.
  public @Nullable String get(String name) {
    return parameters.get(name);
  }

  /// The value, or `absent` if the parameter is absent.
  public String get(String name, String absent) {
    return parameters.getOrDefault(name, absent);
  }

  /// The canonical query string of a signature (AWS Signature Version 4), without `omitted`.
  public String canonical(String omitted) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (!parameter.getKey().equals(omitted)) {
        out.append(out.isEmpty() ? "" : "&")
            .append(PercentCoding.encode(parameter.getKey(), true))
            .append('=')
            .append(PercentCoding.encode(parameter.getValue(), true));
      }
    }
    return out.toString();
  }
}
