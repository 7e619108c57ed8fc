package io.sluice.server.mount3;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.util.List;

/// EXPORT, procedure 5 (RFC 1813 section 5.2.5): what can be mounted, as `showmount -e` shows it.
final class Export implements Procedure<Nothing> {
  record Paths(List<String> paths) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      int start = out.position();
      for (String path : paths) {
        if (!Dump.fits(out, start, path.length())) {
          break;
        }
        out.writeBool(true).writeString(path);
        out.writeBool(false); // no groups: everybody who may connect may mount
      }
      out.writeBool(false);
    }
  }

  private final ExportTable exports;

  Export(ExportTable exports) {
    this.exports = exports;
  }

  @Override
  public String name() {
    return "EXPORT";
  }

  @Override
  public Nothing decode(XdrReader in) {
    return new Nothing();
  }

  @Override
  public Reply call(Nothing nothing, Caller caller, Patience patience) {
    return new Paths(exports.exports());
  }

  @Override
  public int replyBound(Nothing nothing) {
    return Dump.LIST_BOUND + SMALL_REPLY;
  }
}
