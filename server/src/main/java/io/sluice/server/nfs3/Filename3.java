package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileName;
import io.sluice.vfs.Printable;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// `filename3` (RFC 1813 section 2.5): one component of a path as the client sent it, or `.` or
/// `..`. Bytes that cannot be a name are kept until they are used, since they are answered with a
/// status and not as garbage.
final class Filename3 {
  static final Filename3 DOT = new Filename3(new byte[] {'.'});
  static final Filename3 DOT_DOT = new Filename3(new byte[] {'.', '.'});

  /// The longest name that is decoded at all: far above what exists, so that a long name is told
  /// NFS3ERR_NAMETOOLONG, and small enough to be copied without a thought.
  private static final int LONGEST = 8192;

  private final byte[] bytes;

  private Filename3(byte[] bytes) {
    this.bytes = bytes;
  }

  static Filename3 of(FileName name) {
    return new Filename3(name.bytes());
  }

  static Filename3 read(XdrReader in) {
    return new Filename3(in.readOpaque(LONGEST));
  }

  void write(XdrWriter out) {
    out.writeOpaque(bytes);
  }

  /// Bytes on the wire.
  int size() {
    return 4 + ((bytes.length + 3) & ~3);
  }

  boolean isDot() {
    return Arrays.equals(bytes, DOT.bytes);
  }

  boolean isDotDot() {
    return Arrays.equals(bytes, DOT_DOT.bytes);
  }

  /// The name of something that exists or may come to exist.
  ///
  /// @throws VfsException `NAME_TOO_LONG` or `INVALID`, the latter also for `.` and `..`
  FileName toFileName() {
    return FileName.of(bytes);
  }

  /// The name of something to create: `.` and `..` exist already.
  ///
  /// @throws VfsException `EXISTS`, `NAME_TOO_LONG` or `INVALID`
  FileName toNewFileName() {
    if (isDot() || isDotDot()) {
      throw new VfsException(VfsError.EXISTS, "`.` and `..` are in every directory");
    }
    return toFileName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Filename3 name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Printable.escape(new String(bytes, StandardCharsets.UTF_8));
  }
}
