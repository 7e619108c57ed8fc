package io.sluice.server.client;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/// NFS and MOUNT over a tree of paths, one byte after the other as RFC 1813 has them, in small
/// pages and with short READs. Directories end in `/`; a handle is the path.
final class FakeServer implements Remote {
  static final int READ_SIZE = 10;

  private static final int MOUNT = 100005;
  private static final int SHORT_READ = 7;
  private static final int PAGE = 2;
  private static final int NOENT = 2;
  private static final int BLOCK = 1 << 20;

  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final List<String> exports;

  FakeServer(String... exports) {
    this.exports = List.of(exports);
    this.exports.forEach(each -> files.put(each + "/", new byte[0]));
  }

  FakeServer with(String path, String content) {
    files.put(path, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  @Override
  public XdrReader call(int program, int version, int procedure, Consumer<XdrWriter> arguments) {
    ByteBuffer in = ByteBuffer.allocate(BLOCK);
    arguments.accept(new XdrWriter(in));
    ByteBuffer out = ByteBuffer.allocate(BLOCK);
    if (program == MOUNT) {
      mount(procedure, new XdrReader(in.flip()), new XdrWriter(out));
    } else {
      nfs(procedure, new XdrReader(in.flip()), new XdrWriter(out));
    }
    return new XdrReader(out.flip());
  }

  private void mount(int procedure, XdrReader in, XdrWriter out) {
    switch (procedure) {
      case 1 -> out.writeInt(0).writeString(in.readString(99) + "/").writeInt(0);
      case 5 -> exports(out);
      default -> throw new AssertionError("procedure " + procedure);
    }
  }

  private void nfs(int procedure, XdrReader in, XdrWriter out) {
    switch (procedure) {
      case 1 -> attributes(in.readString(64), out.writeInt(0));
      case 3 -> lookup(in.readString(64) + in.readString(99), out);
      case 6 -> read(in, out);
      case 17 -> list(in, out);
      case 19 -> out.writeInt(0).writeBool(false).writeInt(READ_SIZE);
      default -> throw new AssertionError("procedure " + procedure);
    }
  }

  private void exports(XdrWriter out) {
    for (String export : exports) {
      out.writeBool(true).writeString(export);
      out.writeBool(true).writeString("everyone").writeBool(false);
    }
    out.writeBool(false);
  }

  private void lookup(String path, XdrWriter out) {
    String found = files.containsKey(path) ? path : path + "/";
    if (!files.containsKey(found)) {
      out.writeInt(NOENT).writeBool(false);
      return;
    }
    out.writeInt(0).writeString(found).writeBool(false).writeBool(false);
  }

  private void read(XdrReader in, XdrWriter out) {
    byte[] content = content(in.readString(64));
    int offset = (int) in.readLong();
    int count = Math.min(Math.min(in.readInt(), SHORT_READ), content.length - offset);
    byte[] piece = new byte[count];
    System.arraycopy(content, offset, piece, 0, count);
    out.writeInt(0).writeBool(false).writeInt(count);
    out.writeBool(offset + count == content.length).writeOpaque(piece);
  }

  /// The cookie is the number of the entry; one without attributes is left to LOOKUP.
  private void list(XdrReader in, XdrWriter out) {
    String directory = in.readString(64);
    List<String> names =
        files.keySet().stream()
            .filter(each -> each.startsWith(directory) && !each.equals(directory))
            .map(each -> each.substring(directory.length()))
            .filter(each -> each.indexOf('/') < 0 || each.indexOf('/') == each.length() - 1)
            .toList();
    int from = (int) in.readLong();
    out.writeInt(0).writeBool(false).writeLong(4711);
    for (int i = from; i < Math.min(from + PAGE, names.size() + 2); i++) {
      String name = i < 2 ? "..".substring(i) : names.get(i - 2);
      out.writeBool(true).writeLong(i).writeString(name.replace("/", "")).writeLong(i + 1);
      boolean known = i > 2;
      out.writeBool(known);
      if (known) {
        attributes(directory + name, out);
      }
      out.writeBool(false);
    }
    out.writeBool(false).writeBool(from + PAGE >= names.size() + 2);
  }

  private void attributes(String path, XdrWriter out) {
    boolean directory = path.endsWith("/");
    out.writeInt(directory ? 2 : 1).writeInt(directory ? 0755 : 0644).writeInt(1);
    out.writeInt(1000).writeInt(-2).writeLong(content(path).length).writeLong(0);
    out.writeLong(0).writeLong(1).writeLong(9).writeLong(0);
    out.writeInt(1_700_000_000).writeInt(5).writeLong(0);
  }

  private byte[] content(String path) {
    return Objects.requireNonNull(files.get(path), path);
  }

  @Override
  public void close() {
    files.clear();
  }
}
