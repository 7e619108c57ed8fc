package io.sluice.it.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The launcher of this source tree, by which users start servers.
public final class Launcher {
  /// The script.
  public static final Path PATH =
      Path.of(System.getProperty("basedir", ""), "../sluice").toAbsolutePath().normalize();

  private static final Path AOT_CACHE = PATH.resolveSibling("server/target/sluice.aot");

  private Launcher() {}

  /// Has it make an AOT cache of the jars that are there, as it does after a build of its own.
  ///
  /// @throws IOException if there is none then: figures would be of servers that users do not have
  public static void train() throws IOException, InterruptedException {
    Files.deleteIfExists(AOT_CACHE);
    new ProcessBuilder(PATH.toString(), "train").inheritIO().start().waitFor();
    if (!Files.exists(AOT_CACHE)) {
      throw new IOException(PATH + " train made no " + AOT_CACHE);
    }
  }
}
