package io.sluice.vfs.read.disk;

import java.io.IOException;
import java.nio.file.Path;

/// A file system in memory that is soon full, where this process may mount one.
record TinyDisk(Path point, boolean isMounted) implements AutoCloseable {
  static TinyDisk mount(Path point, long bytes) {
    return new TinyDisk(
        point, run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", point.toString()));
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (isMounted && !run("umount", point.toString())) {
      throw new IllegalStateException(point + " stays mounted");
    }
  }
}
