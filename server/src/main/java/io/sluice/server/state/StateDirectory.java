package io.sluice.server.state;

import com.google.common.hash.Hashing;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.DirectoryLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
public final class StateDirectory implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /// What servers, `mount` and `demo` put there, and what file systems of their own begin with.
  private static final Pattern EXPECTED =
      Pattern.compile(
          "lock|handle\\.key|cache\\.key|server\\.json|server\\.log|derived-exports|exports|mounts"
              + "|.+-[0-9a-f]{12}|demo-store|demo-state|.+\\.new|lost\\+found");

  private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);

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
  public static StateDirectory open(Path path) {
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

  /// Makes the folder, and those above it that are not there, for the owner only; and closes to
  /// others one that is there, since programs and people make such folders with the usual
  /// permissions.
  public static void create(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!Files.isDirectory(path)) {
      FileAttribute<?>[] closed = {PosixFilePermissions.asFileAttribute(OWNER_ONLY)};
      Files.createDirectories(path, posix ? closed : new FileAttribute<?>[0]);
    }
    if (posix && Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class)) {
      close(path);
    }
  }

  /// Leaves a folder as it is that somebody else has, or that has something else in it: that may be
  /// `/tmp`.
  private static void close(Path path) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (OWNER_ONLY.containsAll(permissions)) {
      return;
    }
    if (!holdsNothingElse(path) || !isSet(path)) {
      LOG.warn(
          "the state directory {} is open to others ({}): give another one with --state-dir, or"
              + " chmod 700 it",
          path,
          PosixFilePermissions.toString(permissions));
    }
  }

  private static boolean holdsNothingElse(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.allMatch(entry -> EXPECTED.matcher(entry.getFileName().toString()).matches());
    }
  }

  private static boolean isSet(Path path) {
    try {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
      return true;
    } catch (IOException notOurs) {
      return false;
    }
  }

  /// What to tell of a directory that cannot be written.
  public static CommandFailure notWritable(Path path, Throwable cause) {
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
  public Path path() {
    return path;
  }

  /// 16 secret bytes, the same as long as the folder lives.
  public byte[] handleKey() {
    return handleKey.clone();
  }

  /// The folder of an export's handle table; the one above it exists. A hash, since paths of
  /// exports may be longer than names of files.
  public Path handleTable(String export) throws IOException {
    String name = Hashing.sha256().hashString(export, StandardCharsets.UTF_8).toString();
    return Files.createDirectories(path.resolve("exports")).resolve(name.substring(0, 32));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
