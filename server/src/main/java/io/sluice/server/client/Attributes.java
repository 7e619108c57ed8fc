package io.sluice.server.client;

import io.sluice.server.rpc.XdrException;
import io.sluice.server.rpc.XdrReader;
import java.time.Instant;
import java.util.Optional;

/// `fattr3` and `post_op_attr` as a client reads them (RFC 1813 section 2.6).
final class Attributes {
  /// `specdata3`, `fsid`, `fileid` and the time of the last access.
  private static final int BETWEEN_USED_AND_MTIME = 8 + 8 + 8 + 8;

  private static final int CTIME = 8;

  private Attributes() {}

  /// `fattr3` of a file of this name.
  static RemoteFile read(XdrReader in, String name) {
    RemoteFile.Type type = type(in.readInt());
    int mode = in.readInt() & 07777;
    long links = in.readUnsignedInt();
    long uid = in.readUnsignedInt();
    long gid = in.readUnsignedInt();
    long size = in.readLong();
    in.readLong(); // used
    in.readFixedOpaque(BETWEEN_USED_AND_MTIME);
    Instant modified = Instant.ofEpochSecond(in.readUnsignedInt(), in.readUnsignedInt());
    in.readFixedOpaque(CTIME);
    return new RemoteFile(name, type, mode, links, uid, gid, size, modified);
  }

  /// `post_op_attr`.
  static Optional<RemoteFile> readOptional(XdrReader in, String name) {
    return in.readBool() ? Optional.of(read(in, name)) : Optional.empty();
  }

  private static RemoteFile.Type type(int number) {
    RemoteFile.Type[] types = RemoteFile.Type.values();
    if (number < 1 || number > types.length) {
      throw new XdrException("a file of type " + number);
    }
    return types[number - 1];
  }
}
