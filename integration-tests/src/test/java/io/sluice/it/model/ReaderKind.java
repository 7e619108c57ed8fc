package io.sluice.it.model;

/// How a reader goes through directories.
enum ReaderKind {
  /// `ls`: one directory.
  LS,
  /// `find`: the directories below as well, once the one above was read.
  FIND,
  /// `du`: as find, and the attributes of every entry.
  DU,
  /// As du, but what is in a directory in no order.
  SCATTERED
}
