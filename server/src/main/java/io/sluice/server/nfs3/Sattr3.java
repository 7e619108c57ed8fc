package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrException;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import org.jspecify.annotations.Nullable;

/// `sattr3` (RFC 1813 section 2.6): the attributes that a client sets; null leaves one as it is.
///
/// @param size unsigned
record Sattr3(
    @Nullable Integer mode,
    @Nullable Integer uid,
    @Nullable Integer gid,
    @Nullable Long size,
    SetTime atime,
    SetTime mtime) {
  /// `set_atime` and `set_mtime`.
  sealed interface SetTime {
    /// DONT_CHANGE
    record DontChange() implements SetTime {}

    /// SET_TO_SERVER_TIME
    record ToServerTime() implements SetTime {}

    /// SET_TO_CLIENT_TIME
    record ToClientTime(NfsTime3 time) implements SetTime {}

    static SetTime read(XdrReader in) {
      int how = in.readInt();
      return switch (how) {
        case 0 -> new DontChange();
        case 1 -> new ToServerTime();
        case 2 -> new ToClientTime(NfsTime3.read(in));
        default -> throw new XdrException("no time_how has the number " + how);
      };
    }

    /// The seam's word for it.
    default TimeChange toTimeChange() {
      return switch (this) {
        case DontChange() -> new TimeChange.Keep();
        case ToServerTime() -> new TimeChange.Now();
        case ToClientTime(NfsTime3 time) -> new TimeChange.To(time.toInstant());
      };
    }
  }

  private static final int PERMISSION_BITS = 07777;

  static Sattr3 read(XdrReader in) {
    return new Sattr3(
        in.readBool() ? in.readInt() : null,
        in.readBool() ? in.readInt() : null,
        in.readBool() ? in.readInt() : null,
        in.readBool() ? in.readLong() : null,
        SetTime.read(in),
        SetTime.read(in));
  }

  /// The same changes for the seam. Type bits in the mode are left out: some clients send them.
  ///
  /// @throws VfsException `TOO_LARGE` for a size of 2^63 and more, `INVALID` for times that are
  ///   none
  AttributeChanges toChanges() {
    if (size != null && size < 0) {
      throw new VfsException(VfsError.TOO_LARGE, "no file has 2^63 bytes");
    }
    return new AttributeChanges(
        mode == null ? null : mode & PERMISSION_BITS,
        uid,
        gid,
        size,
        atime.toTimeChange(),
        mtime.toTimeChange());
  }
}
