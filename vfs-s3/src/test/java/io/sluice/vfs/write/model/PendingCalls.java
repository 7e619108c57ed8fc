package io.sluice.vfs.write.model;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls of a client that are under way, and what their answers mean. Used by one thread.
final class PendingCalls {
  /// Is told why a call failed; null: it went well.
  @FunctionalInterface
  interface Settle {
    void answered(@Nullable VfsException why);
  }

  /// A call and what its answer means.
  private record Pending(Answer answer, ClientFile file, Settle settle) {}

  private final World world;
  private final List<Pending> pending = new ArrayList<>();

  PendingCalls(World world) {
    this.world = world;
  }

  void add(ClientFile file, Object what, Runnable call, Settle settle) {
    pending.add(new Pending(Answer.to(what.toString(), call), file, settle));
  }

  /// A call that may be asked to come again, and fails otherwise only if its file has.
  void add(ClientFile file, Object what, Runnable call) {
    add(
        file,
        what,
        call,
        why -> {
          if (why != null && why.error() != VfsError.BUSY) {
            world.failed(file, what, why);
          }
        });
  }

  boolean areAnswered() {
    return pending.stream().allMatch(call -> call.answer().hasCome());
  }

  /// Waits a moment of real time for one that is not answered.
  ///
  /// @param micros as [Answer#comesWithin]
  void awaitOneFor(int micros) {
    for (Pending call : pending) {
      if (!call.answer().hasCome()) {
        boolean _ = call.answer().comesWithin(micros);
        return;
      }
    }
  }

  /// The server died: nobody is answered.
  void forget() {
    pending.clear();
  }

  /// Takes the answers of those that are asked to come again, whatever the others wait for: they
  /// may wait for just these.
  void settleRefused() {
    List<Pending> refused = pending.stream().filter(PendingCalls::isRefused).toList();
    pending.removeAll(refused);
    synchronized (world) {
      refused.forEach(this::settle);
    }
  }

  private static boolean isRefused(Pending call) {
    return call.answer().hasCome()
        && call.answer().thrown() instanceof VfsException why
        && why.error() == VfsError.BUSY;
  }

  /// Takes the answers of all.
  void settle() {
    List<Pending> answered = List.copyOf(pending);
    pending.clear();
    synchronized (world) {
      answered.forEach(this::settle);
    }
  }

  private void settle(Pending call) {
    Throwable thrown = call.answer().thrown();
    if (thrown instanceof Disagreement disagreement) {
      throw disagreement;
    }
    if (thrown != null && !(thrown instanceof VfsException)) {
      throw new Disagreement("X6", thrown + " at " + Arrays.toString(thrown.getStackTrace()));
    }
    if (world.file(call.file().index) == call.file()) {
      call.settle().answered((VfsException) thrown);
    }
  }

  /// That some are never answered.
  Disagreement hang() {
    StringBuilder text = new StringBuilder("no answer:");
    for (Pending call : pending) {
      if (!call.answer().hasCome()) {
        text.append("\n    ").append(call.answer().place());
      }
    }
    return new Disagreement("C2", text.toString());
  }
}
