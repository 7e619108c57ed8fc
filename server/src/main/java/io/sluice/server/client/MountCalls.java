package io.sluice.server.client;

import io.sluice.server.rpc.XdrReader;
import java.util.ArrayList;
import java.util.List;

/// The procedures of MOUNT version 3 that a client needs (RFC 1813 section 5.2).
final class MountCalls {
  private static final int PROGRAM = 100005;
  private static final int VERSION = 3;
  private static final int MNT = 1;
  private static final int EXPORT = 5;
  private static final int LONGEST_PATH = 4096;
  private static final int LONGEST_GROUP = 255;

  private final Remote remote;

  MountCalls(Remote remote) {
    this.remote = remote;
  }

  /// What the server exports.
  List<String> exports() {
    return remote.ask(
        "cannot ask for the exports", PROGRAM, VERSION, EXPORT, out -> {}, MountCalls::paths);
  }

  private static List<String> paths(XdrReader in) {
    List<String> paths = new ArrayList<>();
    while (in.readBool()) {
      paths.add(in.readString(LONGEST_PATH));
      while (in.readBool()) {
        in.readString(LONGEST_GROUP);
      }
    }
    return paths;
  }

  /// The handle of an export.
  RemoteHandle mount(String export) {
    String action = "cannot open " + export;
    return remote.ask(
        action,
        PROGRAM,
        VERSION,
        MNT,
        out -> out.writeString(export),
        in -> Status.checked(action, in, RemoteHandle::read));
  }
}
