package io.sluice.vfs.write.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The session log written anew beside its file, which goes on meanwhile: first the records that
/// count, then the frames that came since, and at the end it takes the file's name. For one thread.
final class SessionRewrite {
  private static final Logger log = LoggerFactory.getLogger(SessionRewrite.class);

  /// Bytes written at once.
  private static final int STRETCH = 1 << 20;

  private final Path path;
  private final Path beside;
  private final List<SessionCodec.Change> live;
  private final SessionFile fresh;

  /// Up to here the old file is in the fresh one.
  private long caughtUp;

  private SessionRewrite(Path path, Path beside, List<SessionCodec.Change> live, long end)
      throws IOException {
    this.path = path;
    this.beside = beside;
    this.live = live;
    this.caughtUp = end;
    this.fresh = SessionFile.create(beside);
  }

  /// Begins.
  ///
  /// @param live what the frames before `end` come to
  /// @param end of the file's frames
  static SessionRewrite begin(Path path, List<SessionCodec.Change> live, long end)
      throws IOException {
    return new SessionRewrite(path, path.resolveSibling(path.getFileName() + ".new"), live, end);
  }

  /// Writes the records that count.
  void writeLive() throws IOException {
    ByteArrayOutputStream stretch = new ByteArrayOutputStream();
    for (SessionCodec.Change change : live) {
      stretch.writeBytes(SessionFile.frame(SessionCodec.encode(change)));
      if (stretch.size() >= STRETCH) {
        fresh.append(stretch.toByteArray());
        stretch.reset();
      }
    }
    fresh.append(stretch.toByteArray());
  }

  /// Adds what was appended to the file.
  ///
  /// @param end of the file's frames now
  void catchUp(long end) throws IOException {
    fresh.appendFrom(path, caughtUp, end);
    caughtUp = end;
  }

  /// Takes the file's name; nobody appends to the old one meanwhile or later.
  SessionFile finish() throws IOException {
    SessionFile.rename(beside, path);
    return fresh;
  }

  /// Gives up: the old file stays the log, and the next rewrite begins with an empty one.
  void abandon() {
    try {
      fresh.close();
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      log.debug("{} stays until the next rewrite: {}", beside, e.toString());
    }
  }
}
