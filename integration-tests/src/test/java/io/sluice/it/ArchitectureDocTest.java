package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/ARCHITECTURE.md names types and members, never lines. What it names must be there.
final class ArchitectureDocTest {
  /// A name in backticks: a type, or a type and its members, such as `ObjectStore` or
  /// `VirtualFileSystem.atHand`. Words in capitals (`READ`, `NOT_AT_HAND`) are not types.
  private static final Pattern NAME =
      Pattern.compile("`([A-Z]\\w*[a-z]\\w*(?:\\.\\w+)*)(?:\\(\\))?`");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");

  private final SourceTree tree = SourceTree.ofThisProject();

  @Test
  void everyTypeThatTheDocumentNamesExists() {
    List<String> names = names(tree.text("docs/ARCHITECTURE.md"));
    Map<String, List<String>> sources = sourcesByType();

    assertThat(names).isNotEmpty();
    assertThat(names).filteredOn(name -> !exists(name, sources)).as("names of no type").isEmpty();
  }

  private static List<String> names(String document) {
    String prose = FENCED.matcher(document).replaceAll("");
    return NAME.matcher(prose).results().map(match -> match.group(1)).distinct().toList();
  }

  private Map<String, List<String>> sourcesByType() {
    return tree.javaFiles().stream()
        .collect(
            Collectors.groupingBy(
                ArchitectureDocTest::type,
                Collectors.mapping(SourceTree::text, Collectors.toList())));
  }

  private static String type(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }

  /// Whether a file declares the first part of the name, and says every further part in its text.
  private static boolean exists(String name, Map<String, List<String>> sources) {
    List<String> parts = Arrays.asList(name.split("\\."));
    return sources.getOrDefault(parts.getFirst(), List.of()).stream()
        .anyMatch(source ->
            parts.stream()
                .allMatch(part -> Pattern.compile("\\b" + part + "\\b").matcher(source).find()));
  }
}
