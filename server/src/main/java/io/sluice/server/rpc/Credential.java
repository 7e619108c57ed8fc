package io.sluice.server.rpc;

import java.util.List;

/// Who a call says it comes from (RFC 5531 section 8.2). Only as good as the port that it comes
/// from.
public sealed interface Credential {
  /// AUTH_NONE: nobody.
  record None() implements Credential {}

  /// AUTH_SYS.
  ///
  /// @param uid as unsigned 32 bits
  /// @param gid as unsigned 32 bits
  /// @param gids the further groups, at most 16 by the RFC, some more accepted
  record Sys(String machine, long uid, long gid, List<Long> gids) implements Credential {
    public Sys {
      gids = List.copyOf(gids);
    }
  }
}
