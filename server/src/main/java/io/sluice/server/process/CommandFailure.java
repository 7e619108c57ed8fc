package io.sluice.server.process;

import org.jspecify.annotations.Nullable;

/// A command that did not do what it was asked, in one sentence for the person who asked: what
/// happened, and the cure.
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Everything went well.
  public static final int FINE = 0;

  /// It failed while running.
  public static final int FAILED = 1;

  /// It could not start: usage, configuration, bucket, credentials, port, state.
  public static final int CANNOT_START = 2;

  private final int exitCode;

  private CommandFailure(int exitCode, String sentence, @Nullable Throwable cause) {
    super(sentence, cause, false, false);
    this.exitCode = exitCode;
  }

  /// It failed while running.
  public static CommandFailure failed(String sentence) {
    return new CommandFailure(FAILED, sentence, null);
  }

  /// It could not start.
  public static CommandFailure cannotStart(String sentence) {
    return new CommandFailure(CANNOT_START, sentence, null);
  }

  /// It could not start, for a reason that developers may want to see.
  public static CommandFailure cannotStart(String sentence, Throwable cause) {
    return new CommandFailure(CANNOT_START, sentence, cause);
  }

  /// With what the process ends.
  public int exitCode() {
    return exitCode;
  }
}
