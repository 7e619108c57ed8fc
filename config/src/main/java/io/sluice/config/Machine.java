package io.sluice.config;

import com.sun.management.OperatingSystemMXBean;
import com.sun.security.auth.module.UnixSystem;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// What defaults depend on.
///
/// @param uid the user who runs this program, as unsigned 32 bits
/// @param gid its group
/// @param memory bytes of the machine, or of the container
/// @param stateHome the folder in which programs of this user keep their state
public record Machine(long uid, long gid, long memory, Path stateHome) {
  /// NFS's nobody, where the system has no numbers for users.
  private static final long NOBODY = 65534;

  /// The machine and the user that this program runs on.
  public static Machine here(Map<String, String> environment) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    UnixSystem user = windows ? null : new UnixSystem();
    long uid = user == null ? NOBODY : user.getUid();
    long gid = user == null ? NOBODY : user.getGid();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(uid, gid, system.getTotalMemorySize(), stateHome(uid, environment));
  }

  /// Whether the user may do what only root may.
  public boolean isRoot() {
    return uid == 0;
  }

  private static Path stateHome(long uid, Map<String, String> environment) {
    if (uid == 0) {
      return Path.of("/var/lib");
    }
    String named = environment.getOrDefault("XDG_STATE_HOME", "");
    return named.startsWith("/")
        ? Path.of(named)
        : Path.of(System.getProperty("user.home", "."), ".local", "state");
  }
}
