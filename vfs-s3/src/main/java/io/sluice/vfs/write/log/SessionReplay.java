package io.sluice.vfs.write.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the file of the session log into a table when the log is opened. One instance per file.
public final class SessionReplay {
  private static final Logger log = LoggerFactory.getLogger(SessionReplay.class);

  private final SessionTable table;
  private int skipped;

  private SessionReplay(SessionTable table) {
    this.table = table;
  }

  /// Opens the file, or begins one in place of something else, which is put aside.
  public static SessionFile open(Path path, SessionTable table) throws IOException {
    putAsideIfStrange(path);
    SessionReplay replay = new SessionReplay(table);
    SessionFile file = SessionFile.open(path, replay::take);
    if (replay.skipped > 0) {
      log.warn(
          "{}: {} records of files being written were skipped: another version of Sluice wrote"
              + " them",
          path,
          replay.skipped);
    }
    return file;
  }

  private static void putAsideIfStrange(Path path) throws IOException {
    if (Files.exists(path) && !SessionFile.isOne(path)) {
      Path aside = path.resolveSibling(path.getFileName() + ".damaged");
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
      log.error(
          "{} cannot be read; kept as {}. Files that were being written are not taken up",
          path,
          aside);
    }
  }

  private void take(byte[] held) {
    SessionCodec.Change change = SessionCodec.decode(held);
    if (change == null) {
      skipped++;
    } else {
      table.apply(change, SessionFile.FRAME + held.length);
    }
  }
}
