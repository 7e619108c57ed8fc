package io.sluice.it.model;

import java.time.Duration;

/// One step of a story. Keys and paths are below the prefix of the export; the path of the root is
/// empty. A step for which there is no ground (a reader that was never begun, a handle that nobody
/// holds) does nothing, so that any step can be left out of a story.
sealed interface Operation {
  /// Another client puts an object.
  record Put(String key, int size) implements Operation {}

  /// Another client deletes an object.
  record Delete(String key) implements Operation {}

  /// Another client puts an object beside the export, above its prefix.
  record PutOutside(String key) implements Operation {}

  /// Time passes.
  record Pass(Duration time) implements Operation {}

  /// The server is killed and started again.
  record Restart() implements Operation {}

  /// Walks to a path from the root, a lookup for each name.
  record Stat(String path) implements Operation {}

  /// Looks the last name of a path up by the handle of its directory, as a client with a warm
  /// cache.
  record Lookup(String path) implements Operation {}

  /// Asks for the attributes behind handles that were met under this path.
  record Attributes(String path) implements Operation {}

  /// A reader begins at a directory, whatever it did before.
  ///
  /// @param most how many entries it takes at once
  record Begin(int reader, String path, int most, ReaderKind kind) implements Operation {}

  /// A reader goes on by so many calls.
  record Go(int reader, int calls) implements Operation {}

  /// A reader goes back to the cookie of an entry that it has seen in the directory it is in.
  record Rewind(int reader, int entries) implements Operation {}

  /// This client makes a directory.
  record MakeDirectory(String path) implements Operation {}

  /// This client removes a directory.
  record RemoveDirectory(String path) implements Operation {}

  /// This client removes a file.
  record Remove(String path) implements Operation {}
}
