package io.sluice.it.bench;

/// How to measure names, as `rounds=3 only=ls warm`.
///
/// @param rounds for each row, each with a server started anew
/// @param only how the titles of the wanted rows begin
/// @param warm whether the server has walked another tree before the clock starts
record NamesOptions(int rounds, String only, boolean warm) {
  NamesOptions {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds is at least 1");
    }
  }

  /// @throws IllegalArgumentException for what is none of these words
  static NamesOptions parse(String... words) {
    NamesOptions options = new NamesOptions(3, "", false);
    for (String word : words) {
      options = options.with(word);
    }
    return options;
  }

  private NamesOptions with(String word) {
    if (word.equals("warm")) {
      return new NamesOptions(rounds, only, true);
    }
    if (word.startsWith("rounds=")) {
      return new NamesOptions(Integer.parseInt(after(word)), only, warm);
    }
    if (word.startsWith("only=")) {
      return new NamesOptions(rounds, after(word).replace('_', ' '), warm);
    }
    throw new IllegalArgumentException(
        "'" + word + "' is none of rounds=N, only=BEGINNING_OF_TITLE, warm");
  }

  private static String after(String word) {
    return word.substring(word.indexOf('=') + 1);
  }

  boolean wants(NamesWork work) {
    return work.title().startsWith(only);
  }
}
