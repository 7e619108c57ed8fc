package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileAttributes;
import org.jspecify.annotations.Nullable;

/// `post_op_attr` (RFC 1813 section 2.6): the attributes after an operation, if they are known.
public record PostOpAttr(@Nullable Fattr3 attributes) {
  /// Nothing is known.
  public static final PostOpAttr ABSENT = new PostOpAttr(null);

  /// Bytes on the wire at most.
  public static final int LARGEST = 4 + Fattr3.SIZE;

  /// The attributes of a file of the export with this `fsid`; absent for null.
  public static PostOpAttr of(@Nullable FileAttributes attributes, long fsid) {
    return attributes == null ? ABSENT : new PostOpAttr(Fattr3.of(attributes, fsid));
  }

  /// Reads 4 or 88 bytes.
  public static PostOpAttr read(XdrReader in) {
    return in.readBool() ? new PostOpAttr(Fattr3.read(in)) : ABSENT;
  }

  /// Writes [#size] bytes.
  public void write(XdrWriter out) {
    out.writeBool(attributes != null);
    if (attributes != null) {
      attributes.write(out);
    }
  }

  /// Bytes on the wire.
  public int size() {
    return attributes == null ? 4 : LARGEST;
  }
}
