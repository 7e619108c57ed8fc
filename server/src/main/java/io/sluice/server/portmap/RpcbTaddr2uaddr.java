package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// RPCBPROC_TADDR2UADDR, procedure 8 of versions 3 and 4 (RFC 1833 section 2.2.1): the reverse of
/// UADDR2TADDR; the empty string if these are not the bytes of an address.
final class RpcbTaddr2uaddr implements Procedure<byte[]> {
  @Override
  public String name() {
    return "TADDR2UADDR";
  }

  @Override
  public byte[] decode(XdrReader in) {
    in.readInt(); // how much room the caller's buffer has
    return in.readOpaque(Netbuf.LONGEST);
  }

  @Override
  public Reply call(byte[] bytes, Caller caller, Patience patience) {
    return Answers.text(Netbuf.address(bytes).map(UniversalAddress::format).orElse(""));
  }
}
