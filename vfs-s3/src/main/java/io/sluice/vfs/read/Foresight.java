package io.sluice.vfs.read;

import io.sluice.vfs.read.disk.ObjectVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Has fetched what will be asked for next: by who reads on in a file, and by who reads the files
/// of a directory one after another.
final class Foresight {
  private final String bucket;
  private final BlockMemory memory;
  private final StreamTable streams;
  private final Siblings siblings;
  private final Fetches fetches;
  private final Pace pace;

  /// @param bucket its name
  Foresight(
      String bucket,
      BlockMemory memory,
      StreamTable streams,
      Siblings siblings,
      Fetches fetches,
      Pace pace) {
    this.bucket = bucket;
    this.memory = memory;
    this.streams = streams;
    this.siblings = siblings;
    this.fetches = fetches;
    this.pace = pace;
  }

  /// Learns of a read and begins to fetch what it lets expect; does not wait.
  void read(Wanted wanted, long offset, long end) {
    for (Ahead ahead : streams.ahead(wanted, offset, end, memory.roomAhead())) {
      List<Block> blocks = memory.claimAhead(wanted.version(), ahead.from(), ahead.to());
      fetches.startAhead(wanted, blocks, ahead.request(), () -> streams.isRead(wanted.version()));
    }
    Stretch stretch = stretch(wanted, offset, end);
    if (stretch != null) {
      long room = Math.min(memory.roomAhead(), 2 * pace.reach().most()); // half goes to one guess
      guess(siblings.read(wanted.file(), stretch, room));
    }
  }

  /// What is read of a file, if it may be what is read of others, too.
  private @Nullable Stretch stretch(Wanted wanted, long offset, long end) {
    if (end == wanted.size()) {
      return streams.isWhole(wanted) ? Stretch.WHOLE : new Stretch(Stretch.Part.END, end - offset);
    }
    return offset == 0 ? new Stretch(Stretch.Part.START, end) : null;
  }

  private void guess(Siblings.Guess guess) {
    guess.files().forEach(sibling -> guess(guess, sibling));
  }

  /// A file that has a reader of its own is left to him: many read the files of a directory beside
  /// each other, and what was read of a large one may not be in memory any more.
  private void guess(Siblings.Guess guess, Sibling sibling) {
    ObjectVersion version = new ObjectVersion(bucket, sibling.key(), sibling.eTag());
    long from = guess.stretch().from(sibling.size());
    long to = guess.stretch().to(sibling.size());
    if (!streams.isReadOn(version, from, to)) {
      List<Block> blocks = memory.claimGuess(version, from, to);
      Wanted wanted = new Wanted(sibling.file(), version, sibling.size());
      fetches.startAhead(wanted, blocks, Long.MAX_VALUE, guess.isExpected());
    }
  }
}
