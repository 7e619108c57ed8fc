package io.sluice.config;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;

/// The leaves of the settings' records as text, by name.
final class Components {
  private Components() {}

  static Map<String, String> of(Settings settings) {
    Map<String, String> leaves = new TreeMap<>();
    collect(settings, leaves);
    return leaves;
  }

  private static void collect(Record settings, Map<String, String> leaves) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      Object value = read(settings, component);
      if (component.getType().getSimpleName().endsWith("Settings")
          && value instanceof Record inner) {
        collect(inner, leaves);
      } else {
        leaves.put(component.getName(), String.valueOf(value));
      }
    }
  }

  private static Object read(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }
}
