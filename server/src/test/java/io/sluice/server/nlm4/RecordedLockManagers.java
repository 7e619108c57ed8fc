package io.sluice.server.nlm4;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/// Remembers the calls to clients until a test answers them.
final class RecordedLockManagers implements ClientLockManagers {
  record Call(InetAddress host, int procedure, XdrReader arguments, Results results) {
    void answer(Nlm4Stat stat) {
      ByteBuffer out = ByteBuffer.allocate(64);
      new Nlm4Res("", stat).encode(new XdrWriter(out));
      results.answered(new XdrReader(out.flip()));
    }
  }

  final ArrayDeque<Call> calls = new ArrayDeque<>();

  @Override
  public void call(
      InetAddress host, int procedure, Consumer<XdrWriter> arguments, Results results) {
    ByteBuffer out = ByteBuffer.allocate(4096);
    arguments.accept(new XdrWriter(out));
    calls.add(new Call(host, procedure, new XdrReader(out.flip()), results));
  }
}
