package io.sluice.server.mounting;

import io.sluice.server.process.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The directory on which a bucket is to appear.
///
/// @param path absolute, without symbolic links
public record MountPoint(Path path) {
  /// Looks whether the directory can be mounted on.
  ///
  /// @throws CommandFailure if not
  public static MountPoint check(Path directory) {
    requireFree(directory);
    if (!Files.exists(directory)) {
      throw CommandFailure.cannotStart(
          "The mount point %s does not exist: create it with mkdir -p.".formatted(directory));
    }
    if (!Files.isDirectory(directory)) {
      throw CommandFailure.cannotStart(
          "The mount point %s is not a directory: name an empty one.".formatted(directory));
    }
    try {
      MountPoint point = new MountPoint(directory.toRealPath());
      point.requireEmpty();
      return point;
    } catch (IOException unreadable) {
      throw cannotBeLookedAt(directory, unreadable);
    }
  }

  /// Before anything is asked of the directory: where the server of a mount is gone, nothing there
  /// ever answers.
  private static void requireFree(Path directory) {
    KernelMounts mounts = mounts(directory);
    Path place = mounts.placeOf(directory);
    if (mounts.on(place).isPresent()) {
      throw CommandFailure.cannotStart(
          "Something is mounted on %s already: `sluice umount %s` first, or name another directory."
              .formatted(place, place));
    }
  }

  /// What is mounted.
  static KernelMounts mounts(Path directory) {
    try {
      return KernelMounts.read();
    } catch (IOException unreadable) {
      throw cannotBeLookedAt(directory, unreadable);
    }
  }

  private static CommandFailure cannotBeLookedAt(Path directory, IOException cause) {
    return CommandFailure.cannotStart(
        "The mount point %s cannot be looked at (%s): name an empty directory."
            .formatted(directory, cause.getClass().getSimpleName()),
        cause);
  }

  private void requireEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw CommandFailure.cannotStart(
            "The mount point %s is not empty: name an empty directory, since a mount would hide what is there."
                .formatted(path));
      }
    }
  }
}
