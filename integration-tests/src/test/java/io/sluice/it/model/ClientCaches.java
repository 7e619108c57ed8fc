package io.sluice.it.model;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A9: what a kernel client keeps of directories. It believes a listing, and that a name is absent,
/// as long as the ctime of the directory stays the same; so whoever tells it the same ctime again
/// says that both still hold.
final class ClientCaches {
  /// What is believed of one directory under one ctime.
  private static final class Belief {
    final FileId id;
    final Instant changed;
    final Set<String> absent = new HashSet<>();
    @Nullable Set<Identities.Name> listing;

    Belief(FileId id, Instant changed) {
      this.id = id;
      this.changed = changed;
    }
  }

  private final Judge judge;
  private final Map<String, Belief> beliefs = new HashMap<>();

  ClientCaches(Judge judge) {
    this.judge = judge;
  }

  /// The server told the ctime of a directory.
  void told(String directory, FileId id, Instant changed, long now) {
    Belief belief = beliefs.get(directory);
    if (belief == null || !belief.id.equals(id) || !belief.changed.equals(changed)) {
      beliefs.put(directory, new Belief(id, changed));
      return;
    }
    for (String name : belief.absent) {
      if (!judge.couldBeMissing(Names.child(directory, name), now)) {
        throw same(directory, belief, "while " + Printer.path(name) + " is believed to be absent");
      }
    }
    if (belief.listing != null) {
      requireTrue(directory, belief, belief.listing, now);
    }
  }

  private void requireTrue(
      String directory, Belief belief, Set<Identities.Name> listing, long now) {
    for (Identities.Name name : listing) {
      if (!judge.couldBeListed(name, now)) {
        throw same(directory, belief, "while " + name + " is still listed");
      }
    }
    judge
        .lacking(directory, listing, now, now)
        .ifPresent(name -> {
          throw same(directory, belief, "while a client's listing lacks " + name);
        });
  }

  /// The client was told that a name is absent, and then the ctime of its directory. What it was
  /// told before may still be allowed: then the server has not changed its mind, it is only stale.
  void toldAbsent(String path, long now) {
    Belief belief = beliefs.get(Names.parent(path));
    if (belief == null) {
      return;
    }
    for (FileType type : FileType.values()) {
      Identities.Name name = new Identities.Name(path, type);
      if (belief.listing != null
          && belief.listing.contains(name)
          && !judge.couldBeListed(name, now)) {
        throw same(Names.parent(path), belief, "while " + name + " was listed and is absent now");
      }
    }
    belief.absent.add(Names.last(path));
  }

  /// The client was told that a name is there, and then the ctime of its directory.
  void toldPresent(Identities.Name name, long now) {
    Belief belief = beliefs.get(Names.parent(name.path()));
    if (belief == null) {
      return;
    }
    boolean wasAbsent = belief.absent.remove(Names.last(name.path()));
    if (wasAbsent && !judge.couldBeMissing(name.path(), now)) {
      throw same(
          Names.parent(name.path()), belief, "while " + name + " was absent and is there now");
    }
    if (belief.listing != null
        && !belief.listing.contains(name)
        && judge.mustBeListed(name.path(), now)) {
      throw same(
          Names.parent(name.path()), belief, "while " + name + " was not listed and is there now");
    }
  }

  /// The client has a whole listing, all of it under this ctime.
  void listed(String directory, Instant changed, Set<Identities.Name> listing, long now) {
    Belief belief = beliefs.get(directory);
    if (belief == null || !belief.changed.equals(changed)) {
      return;
    }
    if (belief.listing != null && !belief.listing.equals(listing)) {
      throw same(
          directory, belief, "while the listing was " + belief.listing + " and is " + listing);
    }
    listing.forEach(name -> toldPresent(name, now));
    belief.listing = listing;
  }

  private static Disagreement same(String directory, Belief belief, String why) {
    return new Disagreement(
        "A9",
        "another ctime of " + Printer.path(directory) + " than " + belief.changed,
        "the same, " + why);
  }
}
