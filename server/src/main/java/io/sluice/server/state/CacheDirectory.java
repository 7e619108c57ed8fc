package io.sluice.server.state;

import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.DirectoryLock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/// The folder of a cache, as this server's alone: nobody else may look inside, since it has what is
/// in the buckets, and nothing else may be in it, since a cache deletes.
public final class CacheDirectory implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /// What caches put there, and what file systems of their own begin with.
  private static final Pattern EXPECTED =
      Pattern.compile("v\\d+(-[0-9a-f]{8})?|lost\\+found|" + DirectoryLock.FILE);

  private final Path path;
  private final DirectoryLock lock;

  private CacheDirectory(Path path, DirectoryLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Makes the folder if it is not there, and takes it for this process.
  ///
  /// @param uid the user of this process
  /// @throws CommandFailure if it is not fit for a cache, or another server has it
  public static CacheDirectory open(Path path, long uid) {
    try {
      Files.createDirectories(path);
      requireNothingElse(path);
      requireOwner(path, uid);
      return new CacheDirectory(path, DirectoryLock.take(path, "cache directory", "--cache"));
    } catch (IOException unusable) {
      throw unusable(path, unusable);
    }
  }

  /// Says that a cache cannot be kept there.
  public static CommandFailure unusable(Path path, IOException cause) {
    return CommandFailure.cannotStart(
        "The cache directory %s cannot be used (%s): give another one with --cache, or let this user write there."
            .formatted(path, StateDirectory.reason(cause)),
        cause);
  }

  private static void requireNothingElse(Path path) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!EXPECTED.matcher(name).matches()) {
          throw CommandFailure.cannotStart(
              "The cache directory %s holds something else (%s): give an empty one, or one that does not exist, with --cache."
                  .formatted(path, name));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void requireOwner(Path path, long uid) throws IOException {
    if (!Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class)) {
      return;
    }
    if (Files.getAttribute(path, "unix:uid") instanceof Integer owner
        && Integer.toUnsignedLong(owner) != uid) {
      throw CommandFailure.cannotStart(
          "The cache directory %s belongs to another user (%d): give another one with --cache, or become its owner."
              .formatted(path, Integer.toUnsignedLong(owner)));
    }
    if (!Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
      requireTaken(path);
    }
  }

  /// Some file systems take permissions and forget them.
  private static void requireTaken(Path path) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (!permissions.equals(OWNER_ONLY)) {
      throw CommandFailure.cannotStart(
          "The cache directory %s can be read by others (%s), and its file system does not change that: give another one with --cache."
              .formatted(path, PosixFilePermissions.toString(permissions)));
    }
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
