package io.sluice.it.bench;

import io.sluice.it.names.LinuxNames;
import io.sluice.it.names.Listed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A row of the table: what one caller does with names, in the trees of
/// [io.sluice.it.fake.NameTrees].
///
/// @param wanted seconds, or empty
/// @param peers seconds of Mountpoint, GeeseFS, goofys, rclone and s3fs at the same work on a
///   machine like this one, or empty
/// @param action works, and returns how many names it met
/// @param names that there are
record NamesWork(String title, String wanted, String peers, Action action, long names) {
  /// What is done.
  interface Action {
    long run(LinuxNames linux);
  }

  private static final int STATS = 200;
  private static final int DIRECTORIES = 1_000;
  private static final long SEED = 4;

  /// The rows, in their order.
  static List<NamesWork> all() {
    String du = "> 60 / 2.3 / 3.7 / > 60 / > 60";
    String stat = "13.1 / 1.6 / 12.8 / 13.9 / 31.1";
    return List.of(
        new NamesWork(
            "names of 100,000 with attributes",
            "1.5",
            "5.8 / 7.4 / 5.8 / 5.3 / > 60",
            linux -> linux.list("wide").size(),
            100_000),
        new NamesWork(
            "ls -l of 10,000",
            "0.55",
            "0.67 / 0.93 / 1.65 / > 60 / 17.1",
            linux -> linux.listLong("ten").size(),
            10_000),
        new NamesWork(
            "find 16,000 in 1,000",
            "1.2",
            "> 60 / 1.75 / 1.42 / 34.9 / > 60",
            linux -> linux.find("tree"),
            17_000),
        new NamesWork("du 16,000 in 1,000", "1.2", du, linux -> linux.du("tree"), 17_000),
        new NamesWork("find nested three deep", "", "", linux -> linux.find("nested"), 17_110),
        new NamesWork("du nested three deep", "", "", linux -> linux.du("nested"), 17_110),
        new NamesWork("du 3,370 in 300", "", "", linux -> linux.du("photos"), 3_670),
        new NamesWork("stat 200 in order", "1.2", stat, linux -> stat(linux, inOrder()), STATS),
        new NamesWork("stat 200 at random", "1.2", stat, linux -> stat(linux, atRandom()), STATS),
        new NamesWork("absent name 100 times", "", "", NamesWork::askForNobody, 0));
  }

  private static List<Integer> inOrder() {
    return IntStream.range(0, STATS).boxed().toList();
  }

  private static List<Integer> atRandom() {
    List<Integer> all =
        IntStream.range(0, DIRECTORIES).boxed().collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(all, new Random(SEED));
    return all.subList(0, STATS);
  }

  private static long stat(LinuxNames linux, List<Integer> directories) {
    Listed tree = Objects.requireNonNull(linux.lookup("tree"));
    directories.forEach(each -> linux.stat(tree, "d%04d/f%04d".formatted(each, each % 16)));
    return directories.size();
  }

  private static long askForNobody(LinuxNames linux) {
    return IntStream.range(0, 100).filter(i -> linux.lookup("nobody") != null).count();
  }
}
