package io.sluice.server.mount3;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.News;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.WouldWait;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.Printable;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// MNT, procedure 1 of version 3 (RFC 1813 section 5.2.1): the handle of a directory that is to be
/// mounted.
final class Mnt3 implements Procedure<String> {
  private static final Logger LOG = LoggerFactory.getLogger(Mnt3.class);

  /// AUTH_SYS (RFC 5531), the only flavour offered: some clients refuse to mount if theirs is not
  /// in the list, and others take AUTH_NONE in it for leave to use anything.
  private static final int AUTH_SYS = 1;

  record Ok(MountOutcome.Mounted mounted) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      out.writeInt(MountStat3.MNT3_OK.code());
      out.writeOpaque(mounted.handle());
      out.writeInt(1).writeInt(AUTH_SYS);
    }
  }

  record Fail(MountStat3 status) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      out.writeInt(status.code());
    }
  }

  private final ExportTable exports;
  private final MountList mounts;
  private final News news;

  Mnt3(ExportTable exports, MountList mounts, News news) {
    this.exports = exports;
    this.mounts = mounts;
    this.news = news;
  }

  @Override
  public String name() {
    return "MNT";
  }

  @Override
  public String decode(XdrReader in) {
    return in.readString(MountPath.LONGEST);
  }

  @Override
  public Reply call(String asked, Caller caller, Patience patience) {
    if (patience == Patience.AT_HAND) {
      throw WouldWait.INSTANCE; // a directory below an export may have to be looked for
    }
    String path = MountPath.exported(asked, exports);
    return switch (exports.mount(path)) {
      case MountOutcome.Mounted mounted -> mounted(mounted, caller.remote().getAddress(), path);
      case MountOutcome.NoEntry() -> refused(MountStat3.MNT3ERR_NOENT, caller, path);
      case MountOutcome.Refused() -> refused(MountStat3.MNT3ERR_ACCES, caller, path);
      case MountOutcome.NotDirectory() -> refused(MountStat3.MNT3ERR_NOTDIR, caller, path);
      case MountOutcome.Failed() -> refused(MountStat3.MNT3ERR_IO, caller, path);
    };
  }

  private Reply mounted(MountOutcome.Mounted mounted, InetAddress host, String path) {
    mounts.add(host, path);
    if (news.isNews("mounts " + host + path)) {
      LOG.info("{} mounts {}", host.getHostAddress(), Printable.escape(path));
    }
    return new Ok(mounted);
  }

  private Reply refused(MountStat3 status, Caller caller, String path) {
    InetAddress host = caller.remote().getAddress();
    if (news.isNews("may not mount " + host)) {
      LOG.info("{} may not mount {}: {}", host.getHostAddress(), Printable.escape(path), status);
    }
    return new Fail(status);
  }
}
