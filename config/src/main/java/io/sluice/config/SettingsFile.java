package io.sluice.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a YAML file of settings. Values are taken as they are written, not as YAML understands
/// them: `0644` stays octal.
final class SettingsFile {
  private final Path path;

  SettingsFile(Path path) {
    this.path = path;
  }

  /// The texts by key, lists joined with commas.
  ///
  /// @throws SettingsException if the file cannot be read or is no mapping of scalars and lists
  Map<String, String> read() {
    try (BufferedReader reader = Files.newBufferedReader(path);
        JsonParser parser =
            YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(reader)) {
      return readMapping(parser);
    } catch (JsonProcessingException malformed) {
      throw new SettingsException(
          "--config %s is no YAML that can be read: %s (line %d)."
              .formatted(
                  path,
                  malformed.getOriginalMessage().lines().findFirst().orElse("malformed"),
                  malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr()));
    } catch (IOException unreadable) {
      throw new SettingsException(
          "--config %s cannot be read (%s): name a file that this user may read."
              .formatted(path, unreadable.getClass().getSimpleName()));
    }
  }

  private Map<String, String> readMapping(JsonParser parser) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonToken first = parser.nextToken();
    if (first == null) {
      return texts;
    }
    if (first != JsonToken.START_OBJECT) {
      throw new SettingsException(
          "--config " + path + " must hold lines of the form `name: value`.");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      texts.put(key, readValue(key, parser));
    }
    return texts;
  }

  private String readValue(String key, JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
      return parser.getText();
    }
    if (token == JsonToken.START_ARRAY) {
      List<String> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (!parser.currentToken().isScalarValue()) {
          throw noValue(key);
        }
        items.add(parser.getText());
      }
      return String.join(",", items);
    }
    throw noValue(key);
  }

  private SettingsException noValue(String key) {
    return new SettingsException(
        "%s in %s must have a value or a list of values, or be left out.".formatted(key, path));
  }
}
