package io.sluice.vfs.write.model;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import java.time.Duration;
import java.util.List;

/// One step of a story. A step for which there is no ground does nothing, so that any step can be
/// left out.
sealed interface Step {
  /// What a client asks of one file.
  sealed interface Call extends Step {
    int file();
  }

  /// The client sends what the program has written there; again, if it sent it before.
  record Write(int file, int offset, int length, Durability durability) implements Call {}

  /// The program changes bytes that it had written, and the client sends them.
  record Rewrite(int file, int offset, int length) implements Call {}

  /// COMMIT; if the server was started anew, all WRITEs that no COMMIT covered follow, and another
  /// COMMIT.
  record Commit(int file) implements Call {}

  /// GETATTR, as at close.
  record Look(int file) implements Call {}

  /// SETATTR of times.
  record SetTimes(int file) implements Call {}

  /// SETATTR of size, after a COMMIT as Linux sends it.
  record Truncate(int file, int size) implements Call {}

  /// READ.
  record Read(int file, int offset, int length) implements Call {}

  /// These are under way together.
  record Together(List<Call> calls) implements Step {
    public Together {
      calls = List.copyOf(calls);
    }
  }

  /// Nobody calls for a while; what is due is published.
  record Pass(Duration time) implements Step {}

  /// The server is killed and started again.
  record Crash() implements Step {}

  /// The server is killed at its next request of this name, before it or when it is done, and
  /// started again.
  record CrashAt(String request, boolean isDone) implements Step {}

  /// The server is killed at its next request of this name, which S3 has got all the same, and does
  /// before the next server's request of this number.
  record CrashBefore(String request, int number) implements Step {}

  /// The next request of this name fails for good, or for longer than its retries last, although it
  /// may be done.
  record Fail(String request, VfsError error, boolean isDone) implements Step {}

  /// The next request of this name is done, but only its retry is answered.
  record LoseAnswer(String request) implements Step {}

  /// No memory is free for the next call.
  record Squeeze() implements Step {}

  /// Another host puts an object.
  record OtherPut(int file, int size) implements Step {}

  /// Another host deletes the object.
  record OtherDelete(int file) implements Step {}
}
