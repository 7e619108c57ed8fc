package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.CreateOutcome;

/// The results of CREATE and MKDIR (`CREATE3resok`, `MKDIR3resok`).
record CreatedReply(PostOpFh3 object, PostOpAttr attributes, WccData directory) implements Reply {
  static CreatedReply of(CreateOutcome outcome, Target directory) {
    return new CreatedReply(
        new PostOpFh3(directory.handle(outcome.attributes().id())),
        directory.wire(outcome.attributes()),
        directory.wire(outcome.directory()));
  }

  @Override
  public void encode(XdrWriter out) {
    NfsStat3.NFS3_OK.write(out);
    object.write(out);
    attributes.write(out);
    directory.write(out);
  }
}
