package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileAttributes;

/// ACCESS, procedure 4 (RFC 1813 section 3.3.4): which of some rights the caller has. Clients
/// decide by it whether `open` succeeds.
final class Access3 implements Nfs3Procedure<Access3.Args> {
  static final int READ = 0x01;
  static final int LOOKUP = 0x02;
  static final int MODIFY = 0x04;
  static final int EXTEND = 0x08;
  static final int DELETE = 0x10;
  static final int EXECUTE = 0x20;

  /// @param access the rights that are asked for, a union of the constants
  record Args(FileHandle handle, int access) implements HandleArgs {}

  record Ok(PostOpAttr attributes, int access) implements Reply {
    @Override
    public void encode(XdrWriter out) {
      NfsStat3.NFS3_OK.write(out);
      attributes.write(out);
      out.writeInt(access);
    }
  }

  @Override
  public String name() {
    return "ACCESS";
  }

  @Override
  public Args decode(XdrReader in) {
    return new Args(FileHandle.read(in), in.readInt());
  }

  @Override
  public Reply call(Args args, Target target) {
    FileAttributes attributes = target.fileSystem().getAttributes(target.id());
    int granted = target.isAdmitted() ? granted(attributes, target) : 0;
    return new Ok(target.wire(attributes), args.access() & granted);
  }

  private static int granted(FileAttributes attributes, Target target) {
    int rights = Permissions.of(attributes, target.requester());
    int granted = (rights & Permissions.READ) != 0 ? READ : 0;
    if ((rights & Permissions.EXECUTE) != 0) {
      granted |= attributes.isDirectory() ? LOOKUP : EXECUTE;
    }
    if ((rights & Permissions.WRITE) != 0 && !target.isReadOnly()) {
      // Whether a file may be deleted is for its directory to say.
      granted |= attributes.isDirectory() ? MODIFY | EXTEND | DELETE : MODIFY | EXTEND;
    }
    return granted;
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return new StatusReply.WithAttributes(status, attributes);
  }
}
