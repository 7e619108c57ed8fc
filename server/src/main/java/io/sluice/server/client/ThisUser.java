package io.sluice.server.client;

import com.sun.security.auth.module.UnixSystem;
import io.sluice.server.rpc.Credential;
import java.util.Arrays;

/// The user of this process, as AUTH_SYS names him.
final class ThisUser {
  /// AUTH_SYS has room for no more.
  private static final int MOST_GROUPS = 16;

  private ThisUser() {}

  static Credential credential() {
    try {
      UnixSystem user = new UnixSystem();
      return new Credential.Sys(
          "sluice",
          user.getUid(),
          user.getGid(),
          Arrays.stream(user.getGroups()).limit(MOST_GROUPS).boxed().toList());
    } catch (LinkageError notUnix) {
      return new Credential.None();
    }
  }
}
