package io.sluice.vfs.read;

/// The window of one stream: how far a run of reads has come and how far it has been fetched ahead.
/// It grows with what has proved to be sequential, so that a random read costs what it asks for and
/// a long reader gets the whole link.
final class Window {
  /// A stream that begins at the start of a file with at least so much at once is taken for a
  /// sequential one: who looks at a header only asks for less.
  static final long START = 64L << 10;

  /// Ahead of what has been read in sequence: a reader who leaves after 1 MiB has cost 5.
  private static final int GROWTH = 4;

  /// A window is at most so many times what it leaves free: one stream comes to have two thirds of
  /// what may be ahead, `n` streams each one part of `n` and a half, and who begins always finds
  /// some.
  private static final int ROOMS = 2;

  /// The largest request: what it takes to be answered (30 ms) is small beside what it takes to
  /// come (90 ms), and several still fit the smallest memory.
  static final long LARGEST_REQUEST = 8L << 20;

  /// So many of four requests are enough if they are of the largest size: a window that memory
  /// holds a little below its own is not asked for in twice as many requests, which cost.
  private static final int ENOUGH_OF_FOUR = 3;

  /// Less is not worth a request of its own.
  private static final long SMALLEST_REQUEST = 16L << 10;

  /// How far behind the furthest read another one may lie and still belong to the stream: kernels
  /// read ahead by up to 15 MiB, and their calls overtake each other.
  private static final long BACK = 16L << 20;

  /// Who skips at most this, and not more than a part of what he has read, goes on reading.
  private static final long LONGEST_JUMP = 4L << 20;

  private static final int JUMP_PART = 4;

  /// Of what is fetched ahead, more than a fifth would be for nothing.
  private static final int SKIPPED_PART = 4;

  /// A reader who has not asked for anything for this long has left: what is on its way for him is
  /// not fetched on.
  static final long LEFT_NANOS = 3_000_000_000L;

  private long begin;
  private long next;
  private long asked;
  private long proven;

  /// Bytes before `next` that were not asked for, as calls overtake each other, or never.
  private long skipped;

  private long usedAt;

  Window(long begin, long end, long now) {
    this.begin = begin;
    this.next = end;
    this.asked = end;
    this.proven = end - begin;
    this.usedAt = now;
  }

  long usedAt() {
    return usedAt;
  }

  /// Whether a read at `offset` goes on with this stream.
  boolean goesOnAt(long offset) {
    long jump = Math.min(LONGEST_JUMP, proven / JUMP_PART);
    long furthest = Math.max(next, asked) + (proven > START ? jump : 0);
    return offset >= Math.max(begin, next - BACK) && offset <= furthest;
  }

  /// Whether it went from one place to another, or further.
  boolean hasRead(long from, long to) {
    return begin <= from && next >= to;
  }

  /// Whether some of this was read, by who reads on and not only looks at a header.
  boolean readsOnIn(long from, long to) {
    return begin < to && next > from && next - begin > START;
  }

  /// Whether more was read than this.
  boolean isMoreThan(long offset, long end) {
    return begin < offset || next > end;
  }

  void read(long offset, long end, long now) {
    if (offset >= next) {
      skipped += offset - next;
      proven += end - offset;
    } else {
      long filled = Math.min(skipped, Math.min(end, next) - offset);
      skipped -= filled;
      proven += filled + Math.max(0, end - next);
    }
    next = Math.max(next, end);
    asked = Math.max(askedFor(now), next);
    usedAt = now;
  }

  /// How far it was fetched ahead, as far as can be relied on: of what was asked for somebody who
  /// had left meanwhile nobody knows how much came. What did is not fetched again.
  private long askedFor(long now) {
    return now - usedAt > LEFT_NANOS ? next : asked;
  }

  /// Whether what is read is nearly all there is: who leaves out more is not read ahead for.
  boolean isDense() {
    return skipped <= proven / SKIPPED_PART;
  }

  /// Whether `later` is the rest of this one: kernels' calls overtake each other.
  boolean meets(Window later) {
    return later.begin >= begin && later.begin <= next && later.next >= next;
  }

  void join(Window later) {
    proven += later.proven;
    skipped += later.skipped;
    long now = usedAt - later.usedAt > 0 ? usedAt : later.usedAt;
    asked = Math.max(askedFor(now), later.askedFor(now));
    next = Math.max(next, later.next);
    usedAt = now;
  }

  /// What to fetch now; it counts as asked for.
  ///
  /// @param size of the file
  /// @param room bytes that may be on their way ahead
  Ahead grow(long size, long room, Reach reach) {
    long part = Math.min(ROOMS * room, asked - next + room);
    long wanted = Math.min(Math.min(reach.most(), GROWTH * proven), part);
    long request = request(wanted, reach.requests());
    long target = Math.min(size, next + Math.max(0, wanted));
    long to = target == size ? size : target / request * request;
    if (to <= asked) {
      return Ahead.NOTHING;
    }
    Ahead ahead = new Ahead(asked, to, request);
    asked = to;
    return ahead;
  }

  /// Who reads a few kilobytes at a time soon has requests of as much as is wanted ahead of him.
  ///
  /// @param requests that run beside each other
  private static long request(long wanted, int requests) {
    if (wanted >= requests * LARGEST_REQUEST / 4 * ENOUGH_OF_FOUR) {
      return LARGEST_REQUEST;
    }
    return wanted < Block.MOST
        ? Math.max(SMALLEST_REQUEST, Long.highestOneBit(wanted))
        : Math.clamp(Long.highestOneBit(wanted / requests), Block.MOST, LARGEST_REQUEST);
  }
}
