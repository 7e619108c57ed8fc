package io.sluice.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.reference.Seed;
import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.rpc.CallerRules;
import io.sluice.vfs.FileId;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A test with a server over an empty file system in memory, and a client of it on behalf of root.
abstract class WireTest {
  /// The user who started the server.
  static final AuthSys OWNER = AuthSys.user(1000);

  static final AuthSys STRANGER = AuthSys.user(2000);

  WireServer server;
  RpcConnection connection;
  Nfs3Client client;
  FileHandle root;

  /// What callers may do; tests of permissions say more.
  AccessPolicy policy() {
    return new AccessPolicy(false, false, OWNER.uid());
  }

  /// From where calls are taken.
  CallerRules rules() {
    return CallerRules.OPEN;
  }

  @BeforeEach
  void connect() {
    server = new WireServer(policy(), rules());
    connection = new RpcConnection(server.address());
    client = new Nfs3Client(connection, AuthSys.ROOT);
    root = server.handle(server.fileSystem().root());
  }

  @AfterEach
  void disconnect() {
    connection.close();
    server.close();
  }

  /// Puts a file with this content there and gives its handle.
  FileHandle file(String path, String content) {
    return file(path, text(content));
  }

  FileHandle file(String path, byte[] content) {
    return server.handle(Seed.file(server.fileSystem(), path, content));
  }

  FileHandle directory(String path) {
    return server.handle(Seed.directory(server.fileSystem(), path));
  }

  /// A handle of ours whose file is gone.
  FileHandle staleHandle() {
    return server.handle(new FileId(0x7eee_dddd_cccc_bbbbL));
  }

  /// A handle whose last bit was turned over.
  static FileHandle forged(FileHandle handle) {
    return new FileHandle(handle.version(), handle.export(), handle.fileid(), handle.code() ^ 1);
  }

  static FileHandle handleIn(Nfs3Results.Created created) {
    return Objects.requireNonNull(created.object().handle());
  }

  static byte[] bytes(Nfs3Results.Read read) {
    assertThat(read.data().remaining()).isEqualTo(read.count());
    byte[] bytes = new byte[read.count()];
    read.data().get(bytes);
    return bytes;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
