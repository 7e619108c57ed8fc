package io.sluice.vfs.write.model;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.write.SessionSettings;
import io.sluice.vfs.write.SmallParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/// Makes stories from seeds: the same seed gives the same story for ever. A program writes from the
/// start to the end, more or less; what stands between is chance.
final class Plot {
  private static final int LONGEST = 60;

  private static final List<String> REQUESTS =
      List.of(
          "PutObject",
          "CreateMultipartUpload",
          "UploadPart",
          "UploadPart",
          "CompleteMultipartUpload",
          "UploadPartCopy",
          "ListParts",
          "HeadObject",
          "GetObject");

  private static final List<VfsError> ERRORS =
      List.of(
          VfsError.BUSY,
          VfsError.BUSY,
          VfsError.BUSY,
          VfsError.IO,
          VfsError.ACCESS_DENIED,
          VfsError.NO_SPACE);

  private static final List<SessionSettings.CloseBy> WAYS_TO_CLOSE =
      List.copyOf(EnumSet.allOf(SessionSettings.CloseBy.class));

  private static final int[] PAUSES = {5, 50, 600, 1_500, 4_000, 16_000, 40_000};

  private final Random random;
  private final List<Step> steps = new ArrayList<>();
  private final int[] ends = new int[World.FILES];
  private final int files;
  private final boolean crashes;
  private final boolean fails;
  private final boolean hasOthers;
  private final boolean isSync;
  private final int longest;

  private Plot(Random random) {
    this.random = random;
    files = 1 + random.nextInt(4) / 3;
    crashes = random.nextInt(2) == 0;
    fails = random.nextInt(3) == 0;
    hasOthers = random.nextInt(10) == 0;
    isSync = random.nextInt(8) == 0;
    longest = random.nextInt(3) == 0 ? SmallParts.PAGE : SmallParts.PART;
  }

  static Story story(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    SessionSettings.CloseBy close = WAYS_TO_CLOSE.get(random.nextInt(WAYS_TO_CLOSE.size()));
    Plot plot = new Plot(random);
    int length = 8 + random.nextInt(LONGEST);
    while (plot.steps.size() < length) {
      plot.goOn();
    }
    return new Story(seed, close, plot.steps);
  }

  private void goOn() {
    int file = random.nextInt(files);
    switch (random.nextInt(32)) {
      case 0, 1, 2 -> steps.add(new Step.Commit(file));
      case 3, 4 -> close(file);
      case 5 -> steps.add(random.nextBoolean() ? new Step.Look(file) : new Step.SetTimes(file));
      case 6 -> steps.add(new Step.Rewrite(file, random.nextInt(24), 1 + random.nextInt(40)));
      case 7, 8 -> sendOldAgain(file);
      case 9, 10 -> together(file);
      case 11 -> resize(file);
      case 12, 13 -> read(file);
      case 14, 15 -> steps.add(new Step.Pass(pause()));
      case 16, 17, 18 -> crash();
      case 19, 20, 21 -> fail();
      case 22 -> others(file);
      case 23, 24, 25 -> shuffled(file);
      default -> steps.add(next(file));
    }
  }

  /// The next bytes; behind a page that was not full, the whole page comes again.
  private Step.Write next(int file) {
    int end = ends[file];
    int most = ClientFile.MOST;
    if (end >= most) {
      return new Step.Write(file, most - SmallParts.PAGE, SmallParts.PAGE, durability());
    }
    int from = random.nextInt(3) == 0 ? end : end / SmallParts.PAGE * SmallParts.PAGE;
    int length = 1 + random.nextInt(longest);
    int to = Math.min(most, end + length);
    if (random.nextInt(3) > 0) {
      to = Math.min(most, Math.max(to / SmallParts.PAGE * SmallParts.PAGE, end + 1));
    }
    ends[file] = to;
    return new Step.Write(file, from, to - from, durability());
  }

  private Durability durability() {
    return isSync || random.nextInt(20) == 0 ? Durability.FILE : Durability.UNSTABLE;
  }

  private void close(int file) {
    steps.add(new Step.Commit(file));
    steps.add(new Step.Look(file));
    if (random.nextBoolean()) {
      steps.add(new Step.Pass(pause()));
    }
  }

  /// A WRITE that came already comes again.
  private void sendOldAgain(int file) {
    List<Step> writes =
        steps.stream().filter(s -> s instanceof Step.Write w && w.file() == file).toList();
    if (!writes.isEmpty()) {
      int back = random.nextInt(Math.min(6, writes.size()));
      steps.add(writes.get(writes.size() - 1 - back));
    }
  }

  /// WRITEs in another order than that of the program.
  private void shuffled(int file) {
    List<Step> writes = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      writes.add(next(file));
    }
    Collections.shuffle(writes, random);
    steps.addAll(writes);
  }

  private void together(int file) {
    List<Step.Call> calls = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      calls.add(next(file));
    }
    if (random.nextInt(3) == 0) {
      calls.add(calls.getFirst());
    }
    calls.add(
        switch (random.nextInt(5)) {
          case 0 -> new Step.Look(file);
          case 1 -> new Step.Read(file, random.nextInt(SmallParts.PART), SmallParts.PAGE);
          default -> new Step.Commit(file);
        });
    Collections.shuffle(calls, random);
    steps.add(new Step.Together(calls));
  }

  private void resize(int file) {
    int end = ends[file];
    int to =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> Math.max(0, end - random.nextInt(SmallParts.PART));
          default -> Math.min(ClientFile.MOST, end + random.nextInt(2 * SmallParts.PART));
        };
    steps.add(new Step.Truncate(file, to));
    ends[file] = to;
  }

  private void read(int file) {
    int from = random.nextInt(ends[file] + 1);
    steps.add(new Step.Read(file, from, 1 + random.nextInt(SmallParts.PART)));
  }

  private Duration pause() {
    return Duration.ofMillis(PAUSES[random.nextInt(PAUSES.length)]);
  }

  private void crash() {
    if (crashes) {
      steps.add(random.nextBoolean() ? new Step.Crash() : crashAt(request(), random.nextBoolean()));
    }
  }

  /// S3 takes seconds to complete a large upload, and does so whether anybody waits or not; what a
  /// PUT sent it may take in late, too.
  private Step crashAt(String request, boolean isDone) {
    boolean mayBeLate = request.equals("CompleteMultipartUpload") || request.equals("PutObject");
    boolean isLate = mayBeLate && !isDone && steps.size() % 4 > 0;
    return isLate
        ? new Step.CrashBefore(request, steps.size() % 4)
        : new Step.CrashAt(request, isDone);
  }

  private String request() {
    return REQUESTS.get(random.nextInt(REQUESTS.size()));
  }

  private void fail() {
    if (!fails) {
      return;
    }
    switch (random.nextInt(4)) {
      case 0 ->
          steps.add(
              new Step.LoseAnswer(random.nextBoolean() ? "PutObject" : "CompleteMultipartUpload"));
      case 1 -> {
        steps.add(new Step.Squeeze());
        steps.add(next(random.nextInt(files)));
      }
      default -> {
        VfsError error = ERRORS.get(random.nextInt(ERRORS.size()));
        String request = request();
        steps.add(new Step.Fail(request, error, random.nextInt(4) == 0));
      }
    }
  }

  private void others(int file) {
    if (hasOthers) {
      steps.add(
          random.nextBoolean()
              ? new Step.OtherPut(file, random.nextInt(2 * SmallParts.PART))
              : new Step.OtherDelete(file));
    }
  }
}
