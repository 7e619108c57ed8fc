package io.sluice.it.model;

import io.sluice.vfs.FileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One way of a reader through a directory, from its first entry to its last.
final class Pass {
  /// An entry that was shown.
  record Entry(Identities.Name name, FileId id) {}

  final String path;
  final FileId directory;
  private final List<Entry> entries = new ArrayList<>();
  private long begin = -1;
  private boolean ended;

  /// The one ctime that the directory had all the time, or null.
  private @Nullable Instant changed;

  private boolean isSteady = true;

  Pass(String path, FileId directory) {
    this.path = path;
    this.directory = directory;
  }

  /// When its first page was asked for.
  long begin(long now) {
    begin = begin < 0 ? now : begin;
    return begin;
  }

  long cookie() {
    return entries.isEmpty() ? 0 : entries.getLast().id().value();
  }

  void show(Entry entry) {
    if (names().contains(entry.name())) {
      throw new Disagreement("N5", "every name once", entry.name() + " once more");
    }
    entries.add(entry);
  }

  /// Goes back to a cookie that was given.
  void rewind(int to) {
    if (to < entries.size()) {
      entries.subList(to, entries.size()).clear();
      ended = false;
    }
  }

  void told(Instant ctime) {
    isSteady = isSteady && (changed == null || changed.equals(ctime));
    changed = ctime;
  }

  /// The ctime under which all of it was read; null if it moved.
  @Nullable Instant changed() {
    return isSteady ? changed : null;
  }

  void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  List<Entry> entries() {
    return entries;
  }

  Set<Identities.Name> names() {
    Set<Identities.Name> names = new LinkedHashSet<>();
    entries.forEach(entry -> names.add(entry.name()));
    return names;
  }
}
