package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import org.jspecify.annotations.Nullable;

/// `post_op_fh3` (RFC 1813 section 2.6): the handle of what a reply is about, if there is one.
public record PostOpFh3(@Nullable FileHandle handle) {
  /// Bytes on the wire with a handle of ours.
  public static final int LARGEST = 4 + FileHandle.ENCODED_SIZE;

  /// Reads a handle or its absence.
  public static PostOpFh3 read(XdrReader in) {
    return new PostOpFh3(in.readBool() ? FileHandle.read(in) : null);
  }

  /// Writes 4 or 32 bytes.
  public void write(XdrWriter out) {
    out.writeBool(handle != null);
    if (handle != null) {
      handle.write(out);
    }
  }
}
