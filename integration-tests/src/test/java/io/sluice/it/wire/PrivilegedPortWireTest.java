package io.sluice.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.rpc.CallerRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void x3_mountingAndUnmountingAreToo(int procedure) {
    assertThat(mount(procedure).outcome()).isEqualTo(RpcReply.Outcome.DENIED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5})
  void x3_lookingAtWhatCanBeMountedIsNot(int procedure) {
    assertThat(mount(procedure).outcome()).isEqualTo(RpcReply.Outcome.SUCCESS);
  }

  private RpcReply mount(int procedure) {
    return connection.call(100005, 3, procedure, AuthSys.NONE, out -> out.writeString("/bucket"));
  }
}
