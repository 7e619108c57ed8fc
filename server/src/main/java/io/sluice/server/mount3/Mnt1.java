package io.sluice.server.mount3;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// MNT of version 1 (RFC 1094 appendix A). Its handles are for NFS version 2, which is not offered.
final class Mnt1 implements Procedure<String> {
  @Override
  public String name() {
    return "MNT";
  }

  @Override
  public String decode(XdrReader in) {
    return in.readString(MountPath.LONGEST);
  }

  @Override
  public Reply call(String path, Caller caller, Patience patience) {
    return new Mnt3.Fail(MountStat3.MNT3ERR_ACCES);
  }
}
