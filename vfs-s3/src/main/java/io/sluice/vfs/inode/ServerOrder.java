package io.sluice.vfs.inode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the server lists keys in the order of their bytes, as S3 does in all buckets but
/// directory buckets. Some other servers compare UTF-16, or hash.
final class ServerOrder {
  private static final Logger log = LoggerFactory.getLogger(ServerOrder.class);

  /// Written by whoever sees a listing out of order, read by all; never goes back.
  private volatile boolean isOfBytes;

  ServerOrder(boolean isOfBytes) {
    this.isOfBytes = isOfBytes;
  }

  boolean isOfBytes() {
    return isOfBytes;
  }

  /// A listing came in another order.
  void isNotOfBytes() {
    if (isOfBytes) {
      isOfBytes = false;
      log.warn(
          "the server does not list in the order of bytes: each directory is listed as a whole");
    }
  }
}
