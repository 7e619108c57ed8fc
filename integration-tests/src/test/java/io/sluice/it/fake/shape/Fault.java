package io.sluice.it.fake.shape;

import java.time.Duration;

/// What goes wrong with a request.
public sealed interface Fault {
  /// Nothing.
  record None() implements Fault {}

  /// An error answer, for example 503 SlowDown; the request has no effect.
  record Status(int status, String code) implements Fault {}

  /// A TCP reset instead of an answer; the request has no effect.
  record Reset() implements Fault {}

  /// The request takes effect, but the connection is reset instead of answering.
  record LostAnswer() implements Fault {}

  /// The head promises the whole body; after so many bytes of it the connection ends.
  record Truncate(long bytes) implements Fault {}

  /// In the body of the answer, one bit of this byte is another one.
  record Flip(long offset) implements Fault {}

  /// The answer comes later.
  record Delay(Duration duration) implements Fault {}

  /// Nothing happens until the gate is released; then the request goes on as ever.
  record Hold(Gate gate) implements Fault {}

  /// Nothing happens until the gate is released; then the connection ends without an answer.
  record BlackHole(Gate gate) implements Fault {}
}
