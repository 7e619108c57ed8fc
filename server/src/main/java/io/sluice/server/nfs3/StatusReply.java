package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrWriter;

/// The results that many procedures share: all failures, and successes that say no more.
sealed interface StatusReply extends Reply {
  /// The status alone.
  record Bare(NfsStat3 status) implements StatusReply {
    @Override
    public void encode(XdrWriter out) {
      status.write(out);
    }
  }

  /// The status and the attributes of what the call was about.
  record WithAttributes(NfsStat3 status, PostOpAttr attributes) implements StatusReply {
    @Override
    public void encode(XdrWriter out) {
      status.write(out);
      attributes.write(out);
    }
  }

  /// The status and how the call changed a file or directory.
  record WithWcc(NfsStat3 status, WccData wcc) implements StatusReply {
    /// A failure: the attributes as they are now, of which nobody knows whether they changed.
    static WithWcc failure(NfsStat3 status, PostOpAttr attributes) {
      return new WithWcc(status, new WccData(null, attributes));
    }

    @Override
    public void encode(XdrWriter out) {
      status.write(out);
      wcc.write(out);
    }
  }
}
