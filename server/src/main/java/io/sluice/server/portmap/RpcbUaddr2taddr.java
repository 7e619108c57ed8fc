package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// RPCBPROC_UADDR2TADDR, procedure 7 of versions 3 and 4 (RFC 1833 section 2.2.1): a universal
/// address as the bytes of this system; none if it is no address.
final class RpcbUaddr2taddr implements Procedure<String> {
  @Override
  public String name() {
    return "UADDR2TADDR";
  }

  @Override
  public String decode(XdrReader in) {
    return in.readString(UniversalAddress.LONGEST);
  }

  @Override
  public Reply call(String address, Caller caller, Patience patience) {
    byte[] bytes = UniversalAddress.parse(address).map(Netbuf::bytes).orElseGet(() -> new byte[0]);
    return out -> out.writeInt(bytes.length).writeOpaque(bytes);
  }
}
