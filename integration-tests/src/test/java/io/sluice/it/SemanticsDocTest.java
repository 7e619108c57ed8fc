package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every promise of docs/SEMANTICS.md is proven by a test that carries its number: in the name of
/// its method (`n4_directoryShadowsFile`, `a2_a9_timesNeverJumpBack`) or in its `@DisplayName`.
final class SemanticsDocTest {
  /// A promise begins a line of the document: `- **N4** ...`.
  private static final Pattern PROMISE = Pattern.compile("(?m)^- \\*\\*([A-Z]\\d+)\\*\\*");

  private static final Pattern METHOD = Pattern.compile("\\bvoid ((?:[a-zA-Z]\\d+_)+)\\w");

  private static final Pattern DISPLAY_NAME = Pattern.compile("@DisplayName\\(\\s*\"([^\"]*)\"");

  private static final Pattern NUMBER =
      Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]\\d+(?![A-Za-z0-9])");

  private final SourceTree tree = SourceTree.ofThisProject();

  @Test
  void everyPromiseHasATestThatCarriesItsNumber() {
    List<String> promises =
        PROMISE.matcher(tree.text("docs/SEMANTICS.md")).results().map(m -> m.group(1)).toList();

    assertThat(promises).isNotEmpty().doesNotHaveDuplicates();
    Set<String> proven = provenNumbers();
    assertThat(promises)
        .filteredOn(promise -> !proven.contains(promise))
        .as("promises without a test")
        .isEmpty();
  }

  private Set<String> provenNumbers() {
    Set<String> numbers = new TreeSet<>();
    tree.javaFilesOfTests().stream()
        .map(SourceTree::text)
        .flatMap(SemanticsDocTest::names)
        .flatMap(SemanticsDocTest::numbers)
        .forEach(numbers::add);
    return numbers;
  }

  private static Stream<String> names(String source) {
    return Stream.of(METHOD, DISPLAY_NAME)
        .flatMap(pattern -> pattern.matcher(source).results())
        .map(match -> match.group(1));
  }

  private static Stream<String> numbers(String name) {
    return NUMBER
        .matcher(name.replace('_', ' '))
        .results()
        .map(match -> match.group().toUpperCase(Locale.ROOT));
  }
}
