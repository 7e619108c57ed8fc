package io.sluice.it.model;

import java.util.List;

/// Where the file system does not keep a promise to the letter yet. The model looks away there;
/// turn one to false (and let [#ORDERS] be all of them) to have its stories.
final class KnownGaps {
  /// A9: the listing of a directory carries the ctimes of the directories in it as they were last
  /// known, without a look into those.
  static final boolean ENTRIES_CARRY_OLD_DIRECTORY_TIMES = true;

  /// A9: a client that asks for nothing but the ctime may be told an old one for longer than the
  /// TTL while another client keeps the first page of the directory fresh; whoever is shown another
  /// listing is told another ctime.
  static final boolean CTIME_FOLLOWS_WHAT_IS_LOOKED_AT = true;

  /// A9: an absent name that is given while an older absence in the same directory ends is
  /// forgotten with that one, so the ctime does not move when the name comes.
  static final boolean ABSENCES_ARE_FORGOTTEN_TOGETHER = false;

  /// A3: a name that was removed through this mount and comes again has its old id.
  static final boolean REMOVED_NAMES_KEEP_THEIR_ID = false;

  /// N5: where a server has an order of its own that shows on a later page only, names are missed.
  static final List<SmallBucket.Order> ORDERS = List.of(SmallBucket.Order.BYTES);

  private KnownGaps() {}
}
