package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrException;
import io.sluice.server.rpc.XdrReader;

/// `createhow3` (RFC 1813 section 3.3.8): what CREATE does about a name that exists.
sealed interface CreateHow3 {
  /// UNCHECKED
  record Unchecked(Sattr3 attributes) implements CreateHow3 {}

  /// GUARDED
  record Guarded(Sattr3 attributes) implements CreateHow3 {}

  /// EXCLUSIVE
  record Exclusive(long verifier) implements CreateHow3 {}

  static CreateHow3 read(XdrReader in) {
    int mode = in.readInt();
    return switch (mode) {
      case 0 -> new Unchecked(Sattr3.read(in));
      case 1 -> new Guarded(Sattr3.read(in));
      case 2 -> new Exclusive(in.readLong());
      default -> throw new XdrException("no createmode3 has the number " + mode);
    };
  }
}
