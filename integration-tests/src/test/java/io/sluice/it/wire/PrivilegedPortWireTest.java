package io.sluice.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.rpc.CallerRules;
import org.junit.jupiter.api.Test;

/// A server that takes the word of a credential from privileged ports only; the client has another.
final class PrivilegedPortWireTest extends WireTest {
  @Override
  CallerRules rules() {
    return new CallerRules(_ -> true, true);
  }

  @Test
  void x3_everyProcedureButNullIsDenied() {
    client.nothing();

    for (int procedure = 1; procedure <= 21; procedure++) {
      RpcReply reply =
          connection.call(
              Nfs3Client.PROGRAM, Nfs3Client.VERSION, procedure, AuthSys.ROOT, root::write);
      assertThat(reply.outcome()).isEqualTo(RpcReply.Outcome.DENIED);
    }
  }

  @Test
  void x3_mountingIsNot() {
    RpcReply reply = connection.call(100005, 3, 1, AuthSys.NONE, out -> out.writeString("/bucket"));

    assertThat(reply.results().readInt()).isZero();
  }
}
