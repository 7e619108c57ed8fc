package io.sluice.server.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// One server for each state directory, and for each cache: a lock of the kernel's, which ends with
/// the process however that ends.
public final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /// The file that is locked.
  public static final String FILE = "lock";

  /// Takes the lock and writes this process's number into the file.
  ///
  /// @param what the directory is, in words
  /// @param flag names another one
  /// @throws CommandFailure if another process has it
  public static DirectoryLock take(Path directory, String what, String flag) throws IOException {
    Path file = directory.resolve(FILE);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw CommandFailure.cannotStart(
          "Another server (process %s) has the %s %s: stop it, or give this one a directory of its own with %s."
              .formatted(Files.readString(file).strip(), what, directory, flag));
    }
    channel.truncate(0);
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    channel.write(ByteBuffer.wrap(pid));
    return new DirectoryLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
