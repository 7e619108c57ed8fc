package io.sluice.server.nlm4;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;

/// `nlm4_lock` (RFC 1813 appendix II).
///
/// @param callerName what the client's machine calls itself
/// @param fileHandle of NFS, a byte in each char
/// @param oh the owner handle, a byte in each char
/// @param svid the process, as unsigned 32 bits
/// @param offset as unsigned 64 bits
/// @param length as unsigned 64 bits; 0 means to the end of the file
record Nlm4Lock(
    String callerName, String fileHandle, String oh, int svid, long offset, long length) {
  /// NFS3_FHSIZE.
  private static final int LONGEST_HANDLE = 64;

  static Nlm4Lock decode(XdrReader in) {
    return new Nlm4Lock(
        Netobj.read(in, Netobj.LONGEST_STRING),
        Netobj.read(in, LONGEST_HANDLE),
        Netobj.read(in),
        in.readInt(),
        in.readLong(),
        in.readLong());
  }

  void encode(XdrWriter out) {
    Netobj.write(callerName, out);
    Netobj.write(fileHandle, out);
    Netobj.write(oh, out);
    out.writeInt(svid).writeLong(offset).writeLong(length);
  }

  boolean isValid() {
    return ByteRange.isValid(offset, length);
  }

  /// The bytes; only if [#isValid].
  ByteRange range() {
    return ByteRange.of(offset, length);
  }

  LockOwner owner(LockHost host) {
    return new LockOwner(host, svid, oh);
  }
}
