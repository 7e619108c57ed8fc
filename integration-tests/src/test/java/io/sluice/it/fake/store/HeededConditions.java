package io.sluice.it.fake.store;

/// Which conditions of writes a server heeds: `If-None-Match` and `If-Match`.
public enum HeededConditions {
  /// All, as AWS does.
  ALL,
  /// Those of PutObject where no object is to be; the others are ignored, as by older Ceph.
  NEW_OBJECTS,
  /// Those of PutObject where no object is to be; requests with others are refused by 501.
  NEW_OBJECTS_ALONE,
  /// None: all are ignored.
  NONE,
  /// None: requests with any are refused by 501, as by Backblaze B2.
  REFUSED
}
