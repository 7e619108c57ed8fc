package io.sluice.it.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/// What `ls -f` printed of a directory with `f0000000`, `f0000001`, ... and names that come and go.
///
/// @param stable how many different names it showed of those that were there throughout
/// @param passing how many of the others
/// @param repeated how many lines showed a name once more
record SeenNames(int stable, int passing, int repeated) {
  static SeenNames read(Path listing) throws IOException {
    if (!Files.exists(listing)) {
      return new SeenNames(0, 0, 0);
    }
    BitSet stable = new BitSet();
    Set<String> passing = new HashSet<>();
    int repeated = 0;
    try (var lines = Files.newBufferedReader(listing)) {
      for (String name = lines.readLine(); name != null; name = lines.readLine()) {
        if (name.equals(".") || name.equals("..")) {
          continue;
        }
        if (name.matches("f\\d{7}")) {
          int number = Integer.parseInt(name.substring(1));
          repeated += stable.get(number) ? 1 : 0;
          stable.set(number);
        } else {
          repeated += passing.add(name) ? 0 : 1;
        }
      }
    }
    return new SeenNames(stable.cardinality(), passing.size(), repeated);
  }
}
