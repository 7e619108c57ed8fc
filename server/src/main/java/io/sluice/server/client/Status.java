package io.sluice.server.client;

import io.sluice.server.rpc.XdrReader;
import java.util.Map;
import java.util.function.Function;

/// What `nfsstat3` and `mountstat3` say (RFC 1813 sections 2.6 and 5.1.5): the same numbers, names
/// and words for both.
final class Status {
  private static final int OK = 0;

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(1, "PERM: not the owner"),
          Map.entry(2, "NOENT: no such file or directory"),
          Map.entry(5, "IO: the server could not read it"),
          Map.entry(6, "NXIO: no such device"),
          Map.entry(13, "ACCES: permission denied"),
          Map.entry(19, "NODEV: no such device"),
          Map.entry(20, "NOTDIR: not a directory"),
          Map.entry(21, "ISDIR: a directory"),
          Map.entry(22, "INVAL: the server cannot do that with it"),
          Map.entry(63, "NAMETOOLONG: the name is too long"),
          Map.entry(70, "STALE: it is gone"),
          Map.entry(10001, "BADHANDLE: the server does not know its handle"),
          Map.entry(10003, "BAD_COOKIE: the directory changed while it was read"),
          Map.entry(10004, "NOTSUPP: the server does not offer that"),
          Map.entry(10006, "SERVERFAULT: the server failed"),
          Map.entry(10008, "JUKEBOX: the server needs more time, try again later"));

  private Status() {}

  /// The results that follow a status of OK.
  ///
  /// @throws NfsClientException if it is another
  static <T> T checked(String action, XdrReader in, Function<XdrReader, T> results) {
    int status = in.readInt();
    if (status != OK) {
      throw new NfsClientException(Text.printable(action) + ": " + words(status));
    }
    return results.apply(in);
  }

  /// In words, with the name of the status first.
  static String words(int status) {
    return WORDS.getOrDefault(status, "status " + status);
  }
}
