package io.sluice.vfs.write.model;

import io.sluice.vfs.write.FileUnderWay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Plays one story to its end: at last the client closes its files, and they must be whole in S3.
final class Play {
  /// After that silence every file is published.
  private static final Duration SILENCE = Duration.ofSeconds(75);

  /// What goes on behind an answer, such as an abort, ends within this in real time.
  private static final long SETTLES = TimeUnit.SECONDS.toNanos(3);

  private final Story story;
  private final World world;
  private final Client client;

  private Play(Story story, Fault fault) {
    this.story = story;
    this.world = new World(story.close(), fault);
    this.client = new Client(world, story.seed());
  }

  /// Plays a story; what went wrong, if anything did.
  static Optional<Failure> of(Story story, Fault fault) {
    Play play = new Play(story, fault);
    int at = 0;
    try {
      while (at < story.steps().size()) {
        play.step(story.steps().get(at));
        at++;
      }
      play.end();
      return Optional.empty();
    } catch (Disagreement found) {
      return Optional.of(
          new Failure(story, at, found.promise(), String.valueOf(found.getMessage())));
    } finally {
      play.world.life().bucket().die();
    }
  }

  private void step(Step step) {
    switch (step) {
      case Step.Call call -> make(List.of(call));
      case Step.Together(List<Step.Call> calls) -> make(calls);
      case Step.Pass(Duration time) -> client.pass(time);
      case Step.Crash _ -> world.restart();
      case Step.CrashAt(String request, boolean _) -> world.mishaps.plan(request, step);
      case Step.CrashBefore(String request, int _) -> world.mishaps.plan(request, step);
      case Step.Fail fail -> world.mishaps.plan(fail.request(), fail);
      case Step.LoseAnswer(String request) -> world.mishaps.plan(request, step);
      case Step.Squeeze _ -> world.squeeze(true);
      case Step.OtherPut(int file, int size) -> world.otherPut(file, size);
      case Step.OtherDelete(int file) -> world.otherDelete(file);
    }
  }

  private void make(List<Step.Call> calls) {
    client.make(calls);
    world.squeeze(false);
  }

  private void end() {
    world.mishaps.clear();
    world.squeeze(false);
    for (int file = 0; file < World.FILES; file++) {
      client.make(List.of(new Step.Commit(file)));
      client.make(List.of(new Step.Look(file)));
    }
    client.pass(SILENCE);
    awaitPublished();
    for (ClientFile file : world.files()) {
      requireWhole(file);
      world.life().sessions().drop(file.id);
    }
    requireNothingLeft();
  }

  /// Nobody waits for a server that takes files up, so the time of the story may have passed before
  /// its threads had any.
  private void awaitPublished() {
    long begin = System.nanoTime();
    while (world.files().stream().anyMatch(this::isUnpublished)
        && System.nanoTime() - begin < SETTLES) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      client.pass(Duration.ofSeconds(1));
    }
  }

  private boolean isUnpublished(ClientFile file) {
    FileUnderWay look = world.life().sessions().look(file.id);
    return look != null && !look.isPublished() && !look.isFailed();
  }

  private void requireWhole(ClientFile file) {
    byte @Nullable [] object = world.bucket.object(file.key);
    if (!file.isCreated || file.excuse != null) {
      return;
    }
    if (object == null) {
      throw new Disagreement("W2", "file " + file.index + " was closed and is not in S3");
    }
    world.requireRight("W2", file.wrong(object, true));
  }

  private void requireNothingLeft() {
    long begin = System.nanoTime();
    while (isLeft()) {
      if (System.nanoTime() - begin > SETTLES) {
        throw new Disagreement(
            "D4",
            world.bucket.openUploads()
                + " uploads and "
                + world.life().slab().leased()
                + " bytes are left in the story of seed "
                + story.seed());
      }
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
    }
  }

  private boolean isLeft() {
    return world.life().slab().leased() > 0 || (!world.leaks() && world.bucket.openUploads() > 0);
  }
}
