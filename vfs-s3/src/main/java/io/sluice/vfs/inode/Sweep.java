package io.sluice.vfs.inode;

import io.sluice.vfs.inode.listing.ListingPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is below a directory listed flat once, for a client that asks for its subdirectories in
/// no order: begun at several of them at once, since such a client may want any of them next. Pure;
/// [Walks] locks.
final class Sweep {
  /// As many as are listed at once: what the ledger pays for before the first page has proved
  /// right.
  static final int STRETCHES = 4;

  /// From one place up to where the next one begins.
  private static final class Stretch {
    /// The place itself, null for the last one.
    final @Nullable ListingPosition end;

    /// Where the next page begins; null when all is listed.
    @Nullable String edge;

    boolean isFlying;

    Stretch(String start, @Nullable String end) {
      this.edge = start;
      this.end = end == null ? null : ListingPosition.of(end);
    }

    void ended(@Nullable String last) {
      isFlying = false;
      boolean isDone = last == null || (end != null && ListingPosition.of(last).compareTo(end) > 0);
      edge = isDone ? null : last;
    }
  }

  private final List<Stretch> stretches = new ArrayList<>();

  /// @param subdirectories of the directory that are known, in their order, each with its `/`; none
  ///   if they are not known
  Sweep(List<String> subdirectories) {
    int count = Math.clamp(subdirectories.size(), 1, STRETCHES);
    String start = "";
    for (int i = 1; i <= count; i++) {
      String next = i == count ? null : subdirectories.get(i * subdirectories.size() / count);
      stretches.add(new Stretch(start, next));
      start = next == null ? "" : next;
    }
  }

  /// Where a page can be asked for now, or null.
  @Nullable String next() {
    for (Stretch stretch : stretches) {
      if (!stretch.isFlying && stretch.edge != null) {
        return stretch.edge;
      }
    }
    return null;
  }

  /// Whether not all is listed.
  boolean goesOn() {
    return stretches.stream().anyMatch(stretch -> stretch.edge != null);
  }

  /// The request that begins there is made.
  void asks(String after) {
    stretches.stream()
        .filter(each -> after.equals(each.edge))
        .forEach(each -> each.isFlying = true);
  }

  /// The request that began there is over.
  ///
  /// @param last the last key of its page; null if there is none behind it, or it failed
  void ended(String after, @Nullable String last) {
    stretches.stream()
        .filter(each -> each.isFlying && after.equals(each.edge))
        .forEach(each -> each.ended(last));
  }
}
