package io.sluice.it.wire;

import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsTime3;
import io.sluice.server.nfs3.StableHow;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every procedure of NFS version 3 as a method. A reply with bytes left over is a failure.
final class Nfs3Client {
  static final int PROGRAM = 100003;
  static final int VERSION = 3;

  private final RpcConnection connection;
  private final AuthSys user;

  Nfs3Client(RpcConnection connection, AuthSys user) {
    this.connection = connection;
    this.user = user;
  }

  /// The same connection on behalf of somebody else.
  Nfs3Client as(AuthSys other) {
    return new Nfs3Client(connection, other);
  }

  void nothing() {
    call(0, out -> {}, in -> in);
  }

  Nfs3Results.Getattr getattr(FileHandle file) {
    return call(1, file::write, Nfs3Results.Getattr::read);
  }

  Nfs3Results.Wcc setattr(FileHandle file, SetAttr attributes, @Nullable NfsTime3 guard) {
    Consumer<XdrWriter> arguments =
        out -> {
          file.write(out);
          attributes.write(out);
          out.writeBool(guard != null);
          if (guard != null) {
            guard.write(out);
          }
        };
    return call(2, arguments, Nfs3Results.Wcc::read);
  }

  Nfs3Results.Lookup lookup(FileHandle directory, String name) {
    return call(3, where(directory, name), Nfs3Results.Lookup::read);
  }

  Nfs3Results.Access access(FileHandle file, int rights) {
    return call(
        4,
        out -> {
          file.write(out);
          out.writeInt(rights);
        },
        Nfs3Results.Access::read);
  }

  Nfs3Results.Failure readlink(FileHandle file) {
    return call(5, file::write, Nfs3Results.Failure::read);
  }

  Nfs3Results.Read read(FileHandle file, long offset, int count) {
    return call(6, range(file, offset, count), Nfs3Results.Read::read);
  }

  Nfs3Results.Write write(FileHandle file, long offset, byte[] data, StableHow stable) {
    return write(file, offset, data.length, data, stable);
  }

  /// A WRITE that announces `count` bytes, whatever it sends.
  Nfs3Results.Write write(FileHandle file, long offset, int count, byte[] data, StableHow stable) {
    Consumer<XdrWriter> arguments =
        range(file, offset, count).andThen(stable::write).andThen(out -> out.writeOpaque(data));
    return call(7, arguments, Nfs3Results.Write::read);
  }

  Nfs3Results.Created createUnchecked(FileHandle directory, String name, SetAttr attributes) {
    return create(directory, name, 0, attributes::write);
  }

  Nfs3Results.Created createGuarded(FileHandle directory, String name, SetAttr attributes) {
    return create(directory, name, 1, attributes::write);
  }

  Nfs3Results.Created createExclusive(FileHandle directory, String name, long verifier) {
    return create(directory, name, 2, out -> out.writeLong(verifier));
  }

  private Nfs3Results.Created create(
      FileHandle directory, String name, int mode, Consumer<XdrWriter> how) {
    Consumer<XdrWriter> arguments =
        where(directory, name).andThen(out -> out.writeInt(mode)).andThen(how);
    return call(8, arguments, Nfs3Results.Created::read);
  }

  Nfs3Results.Created mkdir(FileHandle directory, String name, SetAttr attributes) {
    return call(9, where(directory, name).andThen(attributes::write), Nfs3Results.Created::read);
  }

  Nfs3Results.Created symlink(FileHandle directory, String name, String to) {
    Consumer<XdrWriter> arguments =
        where(directory, name).andThen(SetAttr.NOTHING::write).andThen(out -> out.writeString(to));
    return call(10, arguments, Nfs3Results.Created::read);
  }

  /// MKNOD of a type: 3 and 4 are devices, 6 a socket, 7 a FIFO.
  Nfs3Results.Created mknod(FileHandle directory, String name, int type) {
    Consumer<XdrWriter> arguments =
        where(directory, name)
            .andThen(out -> out.writeInt(type))
            .andThen(out -> {
              if (type == 3 || type == 4) {
                SetAttr.NOTHING.write(out);
                out.writeInt(1).writeInt(2);
              } else if (type >= 6) {
                SetAttr.NOTHING.write(out);
              }
            });
    return call(11, arguments, Nfs3Results.Created::read);
  }

  Nfs3Results.Wcc remove(FileHandle directory, String name) {
    return call(12, where(directory, name), Nfs3Results.Wcc::read);
  }

  Nfs3Results.Wcc rmdir(FileHandle directory, String name) {
    return call(13, where(directory, name), Nfs3Results.Wcc::read);
  }

  Nfs3Results.Rename rename(FileHandle fromDir, String from, FileHandle toDir, String to) {
    return call(14, where(fromDir, from).andThen(where(toDir, to)), Nfs3Results.Rename::read);
  }

  Nfs3Results.Link link(FileHandle file, FileHandle directory, String name) {
    Consumer<XdrWriter> arguments = file::write;
    return call(15, arguments.andThen(where(directory, name)), Nfs3Results.Link::read);
  }

  Nfs3Results.Listing readdir(FileHandle directory, long cookie, int count) {
    return call(
        16,
        out -> {
          directory.write(out);
          out.writeLong(cookie).writeLong(0).writeInt(count);
        },
        in -> Nfs3Results.Listing.read(in, false));
  }

  Nfs3Results.Listing readdirplus(FileHandle directory, long cookie, int dircount, int maxcount) {
    return call(
        17,
        out -> {
          directory.write(out);
          out.writeLong(cookie).writeLong(0).writeInt(dircount).writeInt(maxcount);
        },
        in -> Nfs3Results.Listing.read(in, true));
  }

  Nfs3Results.Fsstat fsstat(FileHandle file) {
    return call(18, file::write, Nfs3Results.Fsstat::read);
  }

  Nfs3Results.Fsinfo fsinfo(FileHandle file) {
    return call(19, file::write, Nfs3Results.Fsinfo::read);
  }

  Nfs3Results.Pathconf pathconf(FileHandle file) {
    return call(20, file::write, Nfs3Results.Pathconf::read);
  }

  Nfs3Results.Commit commit(FileHandle file, long offset, int count) {
    return call(21, range(file, offset, count), Nfs3Results.Commit::read);
  }

  private <T> T call(
      int procedure, Consumer<XdrWriter> arguments, Function<XdrReader, T> decoding) {
    XdrReader results = connection.call(PROGRAM, VERSION, procedure, user, arguments).results();
    T decoded = decoding.apply(results);
    if (results.remaining() != 0) {
      throw new AssertionError(results.remaining() + " bytes follow the results");
    }
    return decoded;
  }

  /// `diropargs3`
  static Consumer<XdrWriter> where(FileHandle directory, String name) {
    return out -> {
      directory.write(out);
      out.writeOpaque(name.getBytes(StandardCharsets.UTF_8));
    };
  }

  private static Consumer<XdrWriter> range(FileHandle file, long offset, int count) {
    return out -> {
      file.write(out);
      out.writeLong(offset).writeInt(count);
    };
  }
}
