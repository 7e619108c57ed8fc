package io.sluice.it.wire;

import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsStat3;
import io.sluice.server.nfs3.NfsTime3;
import io.sluice.server.nfs3.PostOpAttr;
import io.sluice.server.nfs3.PostOpFh3;
import io.sluice.server.nfs3.StableHow;
import io.sluice.server.nfs3.WccData;
import io.sluice.server.rpc.XdrReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The results of the procedures as RFC 1813 lays them out; what only a success has is null or zero
/// in a failure.
final class Nfs3Results {
  private static final int LARGEST = 1 << 20;

  private Nfs3Results() {}

  record Getattr(NfsStat3 status, @Nullable Fattr3 attributes) {
    static Getattr read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      return new Getattr(status, isOk(status) ? Fattr3.read(in) : null);
    }
  }

  /// SETATTR, REMOVE and RMDIR.
  record Wcc(NfsStat3 status, WccData wcc) {
    static Wcc read(XdrReader in) {
      return new Wcc(NfsStat3.read(in), WccData.read(in));
    }
  }

  record Lookup(
      NfsStat3 status, @Nullable FileHandle object, PostOpAttr attributes, PostOpAttr directory) {
    static Lookup read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      if (!isOk(status)) {
        return new Lookup(status, null, PostOpAttr.ABSENT, PostOpAttr.read(in));
      }
      return new Lookup(status, FileHandle.read(in), PostOpAttr.read(in), PostOpAttr.read(in));
    }
  }

  record Access(NfsStat3 status, PostOpAttr attributes, int access) {
    static Access read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      return new Access(status, PostOpAttr.read(in), isOk(status) ? in.readInt() : 0);
    }
  }

  /// READLINK, which never succeeds, and failures of others.
  record Failure(NfsStat3 status, PostOpAttr attributes) {
    static Failure read(XdrReader in) {
      return new Failure(NfsStat3.read(in), PostOpAttr.read(in));
    }
  }

  record Read(NfsStat3 status, PostOpAttr attributes, int count, boolean eof, ByteBuffer data) {
    static Read read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      PostOpAttr attributes = PostOpAttr.read(in);
      if (!isOk(status)) {
        return new Read(status, attributes, 0, false, ByteBuffer.allocate(0));
      }
      return new Read(status, attributes, in.readInt(), in.readBool(), in.readOpaqueView(LARGEST));
    }
  }

  record Write(NfsStat3 status, WccData wcc, int count, StableHow committed, long verifier) {
    static Write read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      WccData wcc = WccData.read(in);
      if (!isOk(status)) {
        return new Write(status, wcc, 0, StableHow.UNSTABLE, 0);
      }
      return new Write(status, wcc, in.readInt(), StableHow.read(in), in.readLong());
    }
  }

  /// CREATE, MKDIR, SYMLINK and MKNOD.
  record Created(NfsStat3 status, PostOpFh3 object, PostOpAttr attributes, WccData directory) {
    static Created read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      if (!isOk(status)) {
        return new Created(status, new PostOpFh3(null), PostOpAttr.ABSENT, WccData.read(in));
      }
      return new Created(status, PostOpFh3.read(in), PostOpAttr.read(in), WccData.read(in));
    }
  }

  record Rename(NfsStat3 status, WccData from, WccData to) {
    static Rename read(XdrReader in) {
      return new Rename(NfsStat3.read(in), WccData.read(in), WccData.read(in));
    }
  }

  record Link(NfsStat3 status, PostOpAttr file, WccData directory) {
    static Link read(XdrReader in) {
      return new Link(NfsStat3.read(in), PostOpAttr.read(in), WccData.read(in));
    }
  }

  /// An entry of READDIR or READDIRPLUS; the former has neither attributes nor a handle.
  record Entry(
      long fileid, String name, long cookie, PostOpAttr attributes, @Nullable FileHandle handle) {
    static Entry read(XdrReader in, boolean plus) {
      long fileid = in.readLong();
      String name = new String(in.readOpaque(LARGEST), StandardCharsets.UTF_8);
      long cookie = in.readLong();
      return plus
          ? new Entry(fileid, name, cookie, PostOpAttr.read(in), PostOpFh3.read(in).handle())
          : new Entry(fileid, name, cookie, PostOpAttr.ABSENT, null);
    }
  }

  /// @param bytes of the results without their status
  record Listing(
      NfsStat3 status, PostOpAttr directory, List<Entry> entries, boolean eof, int bytes) {
    static Listing read(XdrReader in, boolean plus) {
      NfsStat3 status = NfsStat3.read(in);
      int bytes = in.remaining();
      PostOpAttr directory = PostOpAttr.read(in);
      List<Entry> entries = new ArrayList<>();
      if (!isOk(status)) {
        return new Listing(status, directory, entries, false, bytes);
      }
      in.readLong(); // cookieverf
      while (in.readBool()) {
        entries.add(Entry.read(in, plus));
      }
      return new Listing(status, directory, entries, in.readBool(), bytes);
    }

    List<String> names() {
      return entries.stream().map(Entry::name).toList();
    }
  }

  record Fsstat(NfsStat3 status, long tbytes, long abytes, long afiles) {
    static Fsstat read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      PostOpAttr.read(in);
      if (!isOk(status)) {
        return new Fsstat(status, 0, 0, 0);
      }
      long tbytes = in.readLong();
      in.readLong();
      long abytes = in.readLong();
      in.readLong();
      in.readLong();
      long afiles = in.readLong();
      in.readInt();
      return new Fsstat(status, tbytes, abytes, afiles);
    }
  }

  /// @param sizes rtmax, rtpref, rtmult, wtmax, wtpref, wtmult, dtpref
  record Fsinfo(
      NfsStat3 status, List<Integer> sizes, long maxfilesize, NfsTime3 timeDelta, int properties) {
    static Fsinfo read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      PostOpAttr.read(in);
      List<Integer> sizes = new ArrayList<>();
      if (!isOk(status)) {
        return new Fsinfo(status, sizes, 0, new NfsTime3(0, 0), 0);
      }
      for (int i = 0; i < 7; i++) {
        sizes.add(in.readInt());
      }
      return new Fsinfo(status, sizes, in.readLong(), NfsTime3.read(in), in.readInt());
    }
  }

  /// @param facts no_trunc, chown_restricted, case_insensitive, case_preserving
  record Pathconf(NfsStat3 status, int linkmax, int nameMax, List<Boolean> facts) {
    static Pathconf read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      PostOpAttr.read(in);
      if (!isOk(status)) {
        return new Pathconf(status, 0, 0, List.of());
      }
      int linkmax = in.readInt();
      int nameMax = in.readInt();
      List<Boolean> facts = List.of(in.readBool(), in.readBool(), in.readBool(), in.readBool());
      return new Pathconf(status, linkmax, nameMax, facts);
    }
  }

  record Commit(NfsStat3 status, WccData wcc, long verifier) {
    static Commit read(XdrReader in) {
      NfsStat3 status = NfsStat3.read(in);
      return new Commit(status, WccData.read(in), isOk(status) ? in.readLong() : 0);
    }
  }

  private static boolean isOk(NfsStat3 status) {
    return status == NfsStat3.NFS3_OK;
  }
}
