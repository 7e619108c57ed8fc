package io.sluice.server.mount3;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.util.List;

/// DUMP, procedure 2 (RFC 1813 section 5.2.2): who has mounted what.
final class Dump implements Procedure<Nothing> {
  /// A list must fit a datagram, too: what does not is left out.
  static final int LIST_BOUND = 32 << 10;

  /// The most bytes that a character of a path takes in UTF-8, for each `char` of Java.
  private static final int UTF_8 = 3;

  record Mounts(List<MountList.Mount> mounts) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      int start = out.position();
      for (MountList.Mount mount : mounts) {
        if (!fits(out, start, mount.host().length() + mount.path().length())) {
          break;
        }
        out.writeBool(true).writeString(mount.host()).writeString(mount.path());
      }
      out.writeBool(false);
    }
  }

  /// Whether an entry with so many characters still fits a list that began at `start`.
  static boolean fits(XdrWriter out, int start, int characters) {
    return out.position() - start + UTF_8 * characters < LIST_BOUND;
  }

  private final MountList mounts;

  Dump(MountList mounts) {
    this.mounts = mounts;
  }

  @Override
  public String name() {
    return "DUMP";
  }

  @Override
  public Nothing decode(XdrReader in) {
    return new Nothing();
  }

  @Override
  public Reply call(Nothing nothing, Caller caller, Patience patience) {
    return new Mounts(mounts.mounts());
  }

  @Override
  public int replyBound(Nothing nothing) {
    return LIST_BOUND + SMALL_REPLY;
  }
}
