package io.sluice.server.mounting;

import io.sluice.server.process.DirectoryLock;
import io.sluice.server.process.Terminal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/// The turn of one `mount` or `umount` at a time: else two could start a server for one bucket, or
/// one could stop the server that the other has just found.
public final class MountsLock implements AutoCloseable {
  /// The file's lock is the process's, and so holds back no other thread of it.
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final FileChannel channel;

  private MountsLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Waits for the turn, and says so if another command has it.
  ///
  /// @param directory of the servers that `mount` starts
  static MountsLock take(Path directory, Terminal terminal) throws IOException {
    THREADS.lock();
    try {
      return new MountsLock(locked(directory.resolve(DirectoryLock.FILE), terminal));
    } catch (IOException | RuntimeException refused) {
      THREADS.unlock();
      throw refused;
    }
  }

  private static FileChannel locked(Path file, Terminal terminal) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        terminal.say("another sluice mount or umount is under way, this one waits for it");
        var _ = channel.lock();
      }
      return channel;
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      THREADS.unlock();
    }
  }
}
