package io.sluice.server;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The folder of what must survive a restart. One server at a time has it; only its user may look
/// inside.
///
/// | file | what |
/// |---|---|
/// | `lock` | held by the server, names its process |
/// | `handle.key` | the key that authenticates file handles |
/// | `cache.key` | the secret of an encrypted cache, if there is one |
/// | `server.json` | where the server is, for `mount` and `umount` |
/// | `derived-exports` | the subdirectories that were mounted |
/// | `exports/` | the handle table of each export, and its local directories |
/// | `mounts/` | the state of servers that `mount` started, each a folder like this one |
final class StateDirectory implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final DirectoryLock lock;
  private final byte[] handleKey;

  private StateDirectory(Path path, DirectoryLock lock, byte[] handleKey) {
    this.path = path;
    this.lock = lock;
    this.handleKey = handleKey;
  }

  /// Makes the folder if it is not there, and takes it for this process.
  ///
  /// @throws CommandFailure if it cannot be written, or another server has it
  static StateDirectory open(Path path) {
    try {
      create(path);
      DirectoryLock lock = DirectoryLock.take(path, "state directory", "--state-dir");
      try {
        return new StateDirectory(path, lock, HandleKeyFile.load(path));
      } catch (IOException | RuntimeException unusable) {
        lock.close();
        throw unusable;
      }
    } catch (IOException unusable) {
      throw notWritable(path, unusable);
    }
  }

  /// Makes the folder, and those above it, for the owner only.
  static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Files.createDirectories(path);
    FileStore store = Files.getFileStore(path);
    if (store.supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    }
  }

  static CommandFailure notWritable(Path path, Throwable cause) {
    return CommandFailure.cannotStart(
        "The state directory %s cannot be written (%s): give another one with --state-dir, or let this user write there."
            .formatted(path, reason(cause)),
        cause);
  }

  /// Why a directory cannot be used, in a few words.
  static String reason(Throwable cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is a file";
      case FileSystemException known when known.getReason() != null -> known.getReason();
      default -> cause.getClass().getSimpleName();
    };
  }

  /// The folder.
  Path path() {
    return path;
  }

  /// 16 secret bytes, the same as long as the folder lives.
  byte[] handleKey() {
    return handleKey.clone();
  }

  /// The folder of an export's handle table; the one above it exists. A hash, since paths of
  /// exports may be longer than names of files.
  Path handleTable(String export) throws IOException {
    String name = Hashing.sha256().hashString(export, StandardCharsets.UTF_8).toString();
    return Files.createDirectories(path.resolve("exports")).resolve(name.substring(0, 32));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
