package io.sluice.vfs.inode.handle;

import io.sluice.memory.MappedLongs;
import io.sluice.vfs.FileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// A part of the index: a hash table with open addressing in a mapped file, 8 bytes for each slot.
/// A slot has 32 bits of the hash of the id and the position in the log; what the record there says
/// decides. With 10 million entries one in 400 unknown ids meets the bits of another and costs a
/// look into the log.
///
/// A restart maps the file and counts its slots, which also brings them into the page cache. Ids
/// lie in the order of their 32 bits, so that a larger table is made in one pass from front to back
/// over both files, without the log.
///
/// One writer at a time, and any number of readers beside it: a slot that is taken stays its id's.
final class HandleSlots implements AutoCloseable {
  private static final long MARK = 0x536c496e64657831L;
  private static final int AT_MARK = 0;
  private static final int AT_LOG = 1;
  private static final int AT_SLOTS = 2;
  private static final int HEADER = 8;

  private static final long MOST_SLOTS = 1L << 28;

  /// Between 0.6 and 0.75 of the slots are taken: 11 to 13 bytes for each handle, and an id that is
  /// not there is known by 3 to 9 slots in a row.
  private static final double MOST_TAKEN = 0.75;

  static final double GROWTH = 1.25;

  private final Path file;
  private final MappedLongs longs;
  private final long slots;

  /// Slots that are taken; the writer alone uses it. Counted and not kept in the file, where it
  /// could be older than the slots after the machine died.
  private long taken;

  private HandleSlots(Path file, MappedLongs longs) {
    this.file = file;
    this.longs = longs;
    this.slots = longs.get(AT_SLOTS);
  }

  /// Opens the slots that belong to a log.
  ///
  /// @return null if there are none that can be used
  static @Nullable HandleSlots open(Path file, long log) throws IOException {
    Files.deleteIfExists(unfinished(file));
    if (!Files.isRegularFile(file) || Files.size(file) < HEADER * Long.BYTES) {
      return null;
    }
    MappedLongs longs = MappedLongs.open(file);
    if (longs.get(AT_MARK) != MARK
        || longs.get(AT_LOG) != log
        || longs.get(AT_SLOTS) != longs.length() - HEADER) {
      longs.close();
      return null;
    }
    HandleSlots found = new HandleSlots(file, longs);
    if (!found.countsFreeSlots()) {
      longs.close();
      return null;
    }
    return found;
  }

  private boolean countsFreeSlots() {
    for (long slot = 0; slot < slots; slot++) {
      taken += longs.get(HEADER + slot) == 0 ? 0 : 1;
    }
    return taken < slots;
  }

  /// Empty slots in place of what is there. Nobody can open them before they are [#finish]ed.
  ///
  /// @param entries for how many there shall be room
  /// @throws IOException if the disk is full; nothing is there then
  static HandleSlots create(Path file, long log, double entries) throws IOException {
    Files.deleteIfExists(file);
    try {
      return new HandleSlots(file, zeros(file, log, (long) (entries / MOST_TAKEN)));
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /// All that the log has is in the slots: they can be opened from now on.
  void finish() {
    longs.set(AT_MARK, MARK);
  }

  /// Takes away slots that cannot be finished.
  void discard() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  private static MappedLongs zeros(Path file, long log, long slots) throws IOException {
    // a channel would not map a file for an interrupted thread
    boolean wasInterrupted = Thread.interrupted();
    try {
      MappedLongs longs = MappedLongs.create(file, HEADER + slots);
      longs.set(AT_LOG, log);
      longs.set(AT_SLOTS, slots);
      return longs;
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".unfinished");
  }

  /// The memory that the slots take.
  long bytes() {
    return longs.length() * Long.BYTES;
  }

  /// Tells whether the record at a position of the log is that of the id.
  interface Match {
    boolean isAt(long position) throws IOException;
  }

  /// The position of the record of an id, or 0.
  long find(FileId id, Match match) throws IOException {
    return position(longs.get(HEADER + slotOf(id, match)));
  }

  /// Sets the position of the record of an id. There must be room.
  void put(FileId id, long position, Match match) throws IOException {
    long slot = slotOf(id, match);
    if (longs.get(HEADER + slot) == 0) {
      taken++;
    }
    longs.set(HEADER + slot, ((long) tag(id) << Integer.SIZE) | position / HandleCodec.UNIT);
  }

  /// The slot of an id, or the free one where it would be.
  private long slotOf(FileId id, Match match) throws IOException {
    int tag = tag(id);
    long slot = home(tag, slots);
    while (true) {
      long content = longs.get(HEADER + slot);
      if (content == 0 || (tagOf(content) == tag && match.isAt(position(content)))) {
        return slot;
      }
      slot = next(slot);
    }
  }

  private static long position(long content) {
    return (content & 0xFFFF_FFFFL) * HandleCodec.UNIT;
  }

  private static int tagOf(long content) {
    return (int) (content >>> Integer.SIZE);
  }

  /// Ids are hashes already; the factor spreads those that are not.
  static int tag(FileId id) {
    return (int) ((id.value() * 0x9E37_79B9_7F4A_7C15L) >>> Integer.SIZE);
  }

  /// The first bits are the same in all of a part.
  private static long home(int tag, long slots) {
    return (Integer.toUnsignedLong(tag << HandleIndex.PART_BITS) * slots) >>> Integer.SIZE;
  }

  private long next(long slot) {
    return slot + 1 == slots ? 0 : slot + 1;
  }

  /// Whether one more can be put.
  boolean hasRoom() {
    return taken + 1 <= slots * MOST_TAKEN;
  }

  /// A larger table with the same positions, whose file is now in place of that of this one. For
  /// the writer; readers may go on with this one. A pause of 0.1 microseconds of a processor for
  /// each slot.
  ///
  /// @throws IOException if the disk is full; nothing has changed then
  HandleSlots grown() throws IOException {
    long more = (long) (slots * GROWTH);
    if (more > MOST_SLOTS) {
      throw new IOException("the index of the table is full");
    }
    Path unfinished = unfinished(file);
    HandleSlots grown = null;
    try {
      grown = new HandleSlots(file, zeros(unfinished, longs.get(AT_LOG), more));
      grown.putAll(longs, slots);
      grown.longs.set(AT_MARK, longs.get(AT_MARK)); // those of an unfinished index stay so
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      return grown;
    } catch (IOException e) {
      if (grown != null) {
        grown.close();
      }
      Files.deleteIfExists(unfinished);
      throw e;
    }
  }

  private void putAll(MappedLongs others, long otherSlots) {
    for (long i = 0; i < otherSlots; i++) {
      long content = others.get(HEADER + i);
      if (content != 0) {
        long slot = home(tagOf(content), slots);
        while (longs.get(HEADER + slot) != 0) {
          slot = next(slot);
        }
        longs.set(HEADER + slot, content);
        taken++;
      }
    }
  }

  @Override
  public void close() {
    longs.close();
  }
}
