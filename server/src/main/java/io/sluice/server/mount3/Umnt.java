package io.sluice.server.mount3;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.News;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.WouldWait;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.Printable;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// UMNT, procedure 3 (RFC 1813 section 5.2.3): the caller has unmounted a path.
final class Umnt implements Procedure<String> {
  private static final Logger LOG = LoggerFactory.getLogger(Umnt.class);

  private final ExportTable exports;
  private final MountList mounts;
  private final News news;

  Umnt(ExportTable exports, MountList mounts, News news) {
    this.exports = exports;
    this.mounts = mounts;
    this.news = news;
  }

  @Override
  public String name() {
    return "UMNT";
  }

  @Override
  public String decode(XdrReader in) {
    return in.readString(MountPath.LONGEST);
  }

  @Override
  public Reply call(String asked, Caller caller, Patience patience) {
    if (patience == Patience.AT_HAND) {
      throw WouldWait.INSTANCE; // what a mount kept on disk goes with it
    }
    InetAddress host = caller.remote().getAddress();
    String path = MountPath.exported(asked, exports);
    if (mounts.remove(host, path)) {
      exports.unmounted(path);
    }
    if (news.isNews("unmounts " + host + path)) {
      LOG.info("{} unmounts {}", host.getHostAddress(), Printable.escape(path));
    }
    return new Nothing();
  }
}
