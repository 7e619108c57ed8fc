package io.sluice.vfs.read;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The streams of reads in one version of an object, and what to fetch ahead of them. NFSv3 has no
/// open, so who goes on reading is told by offset. Pure and not thread-safe: [StreamTable] locks.
final class Windows {
  /// Streams remembered; the one used longest ago goes first.
  static final int MOST = 16;

  private final List<Window> windows = new ArrayList<>();
  private final Stride stride = new Stride();
  private final Supplier<Reach> reach;

  /// @param reach how far to fetch ahead, now
  Windows(Supplier<Reach> reach) {
    this.reach = reach;
  }

  /// A read; tells what to fetch ahead of it.
  ///
  /// @param size of the file, at least `end`
  /// @param room bytes that may be on their way ahead
  List<Ahead> read(long offset, long end, long size, long room, long now) {
    Window window = find(offset);
    if (window != null) {
      window.read(offset, end, now);
      Window whole = joined(window);
      if (!whole.isDense()) {
        return stride.read(offset, end, size);
      }
      stride.forget();
      return grown(whole, size, room);
    }
    List<Ahead> foreseen = stride.read(offset, end, size);
    window = joined(added(new Window(offset, end, now)));
    boolean isStart = offset == 0 && end >= Window.START;
    return !stride.isRunning() && (isStart || window.isMoreThan(offset, end))
        ? grown(window, size, room)
        : foreseen;
  }

  private List<Ahead> grown(Window window, long size, long room) {
    Ahead ahead = window.grow(size, room, reach.get());
    return ahead.isNothing() ? List.of() : List.of(ahead);
  }

  private @Nullable Window find(long offset) {
    for (Window window : windows) {
      if (window.goesOnAt(offset)) {
        return window;
      }
    }
    return null;
  }

  private Window added(Window window) {
    if (windows.size() >= MOST) {
      windows.remove(oldest());
    }
    windows.add(window);
    return window;
  }

  private Window oldest() {
    Window oldest = windows.getFirst();
    for (Window window : windows) {
      oldest = window.usedAt() - oldest.usedAt() < 0 ? window : oldest;
    }
    return oldest;
  }

  /// The stream, with those that turn out to be its rest, or its begin.
  private Window joined(Window window) {
    Window whole = window;
    for (Window other : List.copyOf(windows)) {
      if (other != whole && whole.meets(other)) {
        whole.join(other);
        windows.remove(other);
      } else if (other != whole && other.meets(whole)) {
        other.join(whole);
        windows.remove(whole);
        whole = other;
      }
    }
    return whole;
  }

  /// Whether a stream has read everything.
  boolean hasRead(long size) {
    return windows.stream().anyMatch(window -> window.hasRead(0, size));
  }

  /// Whether a stream was read since `then` that reads on in this.
  boolean readsOnIn(long from, long to, long then) {
    return windows.stream()
        .anyMatch(window -> window.usedAt() - then >= 0 && window.readsOnIn(from, to));
  }

  /// Whether any stream was read since `then`.
  boolean isUsedSince(long then) {
    return windows.stream().anyMatch(window -> window.usedAt() - then >= 0);
  }
}
