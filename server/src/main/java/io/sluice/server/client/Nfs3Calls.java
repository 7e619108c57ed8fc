package io.sluice.server.client;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The procedures of NFS version 3 that reading needs (RFC 1813 section 3.3).
final class Nfs3Calls {
  /// A file or directory, and how it is named to the server.
  record Found(RemoteHandle handle, RemoteFile file) {}

  /// One page of a directory.
  ///
  /// @param verifier to be given back with the cookie
  /// @param end whether it is the last page
  record Page(List<Listed> entries, long verifier, boolean end) {}

  /// An entry of a directory.
  ///
  /// @param cookie where the next page begins
  /// @param file empty if the server left the attributes out
  record Listed(String name, long cookie, Optional<RemoteFile> file) {}

  private record Looked(RemoteHandle handle, Optional<RemoteFile> file) {}

  /// Part of a file, as it stands in the reply.
  record Piece(ByteBuffer bytes, boolean end) {}

  private static final int PROGRAM = 100003;
  private static final int VERSION = 3;
  private static final int GETATTR = 1;
  private static final int LOOKUP = 3;
  private static final int READ = 6;
  private static final int READDIRPLUS = 17;
  private static final int FSINFO = 19;

  private static final int LONGEST_NAME = 4096;

  /// Of a page of a directory, names and cookies alone, and with attributes and handles.
  private static final int DIRCOUNT = 64 << 10;

  private static final int MAXCOUNT = 512 << 10;

  /// Larger READs bring no speed, and eight of them are under way.
  private static final int LARGEST_READ = 1 << 20;

  private final Remote remote;

  Nfs3Calls(Remote remote) {
    this.remote = remote;
  }

  RemoteFile getattr(RemoteHandle handle, String path, String name) {
    return ask("cannot look at " + path, GETATTR, handle::write, in -> Attributes.read(in, name));
  }

  Found lookup(RemoteHandle directory, String name, String path) {
    Looked looked =
        ask(
            "cannot find " + path,
            LOOKUP,
            out -> {
              directory.write(out);
              out.writeString(name);
            },
            in -> new Looked(RemoteHandle.read(in), Attributes.readOptional(in, name)));
    RemoteFile file = looked.file().orElseGet(() -> getattr(looked.handle(), path, name));
    return new Found(looked.handle(), file);
  }

  Page readdirplus(RemoteHandle directory, String path, long cookie, long verifier) {
    return ask(
        "cannot list " + path,
        READDIRPLUS,
        out -> {
          directory.write(out);
          out.writeLong(cookie).writeLong(verifier).writeInt(DIRCOUNT).writeInt(MAXCOUNT);
        },
        Nfs3Calls::page);
  }

  private static Page page(XdrReader in) {
    Attributes.readOptional(in, "");
    long verifier = in.readLong();
    List<Listed> entries = new ArrayList<>();
    while (in.readBool()) {
      in.readLong(); // fileid
      String name = in.readString(LONGEST_NAME);
      long cookie = in.readLong();
      Optional<RemoteFile> file = Attributes.readOptional(in, name);
      if (in.readBool()) {
        RemoteHandle.read(in);
      }
      entries.add(new Listed(name, cookie, file));
    }
    return new Page(entries, verifier, in.readBool());
  }

  Piece read(RemoteHandle handle, String path, long offset, int count) {
    return ask(
        "cannot read " + path,
        READ,
        out -> {
          handle.write(out);
          out.writeLong(offset).writeInt(count);
        },
        in -> {
          Attributes.readOptional(in, "");
          in.readInt(); // count, which the opaque says again
          boolean end = in.readBool();
          return new Piece(in.readOpaqueView(count), end);
        });
  }

  /// The most bytes that one READ gives.
  int readSize(RemoteHandle handle, String path) {
    return ask(
        "cannot read " + path,
        FSINFO,
        handle::write,
        in -> {
          Attributes.readOptional(in, "");
          return Math.clamp(in.readUnsignedInt(), 1, LARGEST_READ);
        });
  }

  private <T> T ask(
      String action, int procedure, Consumer<XdrWriter> arguments, Function<XdrReader, T> results) {
    return remote.ask(
        action, PROGRAM, VERSION, procedure, arguments, in -> Status.checked(action, in, results));
  }
}
