package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.time.Instant;

/// `nfstime3` (RFC 1813 section 2.6): a time from 1970 to 2106.
///
/// @param seconds since 1970, 0 to 2^32 - 1
/// @param nseconds below 10^9 in what we send; clients may send more
public record NfsTime3(long seconds, long nseconds) {
  private static final long LAST_SECOND = 0xffff_ffffL;
  private static final long SECOND = 1_000_000_000L;

  /// The nearest time that the wire can carry.
  public static NfsTime3 of(Instant time) {
    long seconds = time.getEpochSecond();
    if (seconds < 0) {
      return new NfsTime3(0, 0);
    }
    return new NfsTime3(Math.min(seconds, LAST_SECOND), time.getNano());
  }

  /// The same time for the seam.
  ///
  /// @throws VfsException `INVALID` if there is a second or more in the nanoseconds
  public Instant toInstant() {
    if (nseconds >= SECOND) {
      throw new VfsException(VfsError.INVALID, nseconds + " nanoseconds are not below a second");
    }
    return Instant.ofEpochSecond(seconds, nseconds);
  }

  /// Reads 8 bytes.
  public static NfsTime3 read(XdrReader in) {
    return new NfsTime3(in.readUnsignedInt(), in.readUnsignedInt());
  }

  /// Writes 8 bytes.
  public void write(XdrWriter out) {
    out.writeInt((int) seconds).writeInt((int) nseconds);
  }
}
