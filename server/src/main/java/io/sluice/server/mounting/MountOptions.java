package io.sluice.server.mounting;

import io.sluice.config.Ttl;
import io.sluice.server.process.OperatingSystem;
import java.time.Duration;

/// How to mount an export, for each system's own NFS client.
///
/// @param host an address as text
/// @param port of NFS and of MOUNT
/// @param export the path
/// @param metadataTtl how stale attributes may be (semantics A4)
/// @param negativeTtl how long a name may be believed to be absent
/// @param readOnly whether the server refuses changes anyway
public record MountOptions(
    String host, int port, String export, Ttl metadataTtl, Ttl negativeTtl, boolean readOnly) {
  /// The longest that Linux is told to keep attributes: a day, for "indefinite".
  private static final Duration LONGEST = Duration.ofDays(1);

  /// `HOST:/EXPORT`.
  String source() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + export;
  }

  /// Options of Linux's mount.nfs. `actimeo` is whole seconds, rounded down, so that the client
  /// adds no more than the TTL; without it Linux keeps attributes for up to 60 s. It believes that
  /// a name is absent for as long, unless it is told to ask each time. Locks stay with the kernel:
  /// only it uses the mount.
  String linux() {
    Duration ttl = metadataTtl.duration();
    boolean isAbsentForLess = negativeTtl.duration().compareTo(ttl) < 0;
    return "vers=3,tcp,port=%d,mountport=%d,nolock,hard,noatime,actimeo=%d%s%s"
        .formatted(
            port,
            port,
            seconds(),
            isAbsentForLess ? ",lookupcache=positive" : "",
            readOnly ? ",ro" : "");
  }

  private long seconds() {
    Duration ttl = metadataTtl.duration();
    return (ttl.compareTo(LONGEST) < 0 ? ttl : LONGEST).toSeconds();
  }

  /// Options of macOS's mount_nfs, which needs no root for a directory of one's own. The sizes must
  /// be asked for: it takes 32 KiB otherwise; and the time for which attributes are kept, which is
  /// 5 to 60 s otherwise. A name that was absent is not remembered, since others may put it into
  /// the bucket.
  String macOs() {
    return "vers=3,tcp,port=%d,mountport=%d,rwsize=1048576,readahead=16,locallocks,nonegnamecache,actimeo=%d,noquota,intr,nfc,nobrowse%s"
        .formatted(port, port, seconds(), readOnly ? ",rdonly" : "");
  }

  /// The command for people, with a directory of theirs in place of `DIR`.
  String command(OperatingSystem system) {
    return switch (system) {
      case LINUX -> "mount -t nfs -o %s %s DIR".formatted(linux(), quoted(source()));
      case MAC_OS -> "mount -t nfs -o %s %s DIR".formatted(macOs(), quoted(source()));
      // Windows asks port 111 for everything and knows no option for a port.
      case WINDOWS ->
          "mount -o anon,nolock,mtype=hard,timeout=60,casesensitive \\\\%s%s X:   (needs --portmap on)"
              .formatted(host, export.replace('/', '\\'));
    };
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:\\[\\]@%+=,-]+")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }
}
