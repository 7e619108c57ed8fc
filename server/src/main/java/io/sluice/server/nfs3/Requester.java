package io.sluice.server.nfs3;

import io.sluice.server.rpc.Credential;
import java.util.List;

/// The user on whose behalf a call is made.
///
/// @param gids the further groups, each as unsigned 32 bits
record Requester(int uid, int gid, List<Long> gids) {
  /// Who a call without credentials is (X3).
  static final Requester NOBODY = new Requester(65534, 65534, List.of());

  static Requester of(Credential credential) {
    return switch (credential) {
      case Credential.None() -> NOBODY;
      case Credential.Sys sys -> new Requester((int) sys.uid(), (int) sys.gid(), sys.gids());
    };
  }

  /// Root is not squashed: on loopback it could become anybody anyway (X4).
  boolean isRoot() {
    return uid == 0;
  }

  boolean isIn(int group) {
    return gid == group || gids.contains(Integer.toUnsignedLong(group));
  }
}
