package io.sluice.server.nlm4;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.server.rpc.CallerRules;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcServer;
import io.sluice.server.rpc.XdrReader;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Over sockets; the lock manager that is called is one of ours, which grants a TEST.
final class RpcLockManagersTest {
  private static final InetAddress LOCALHOST = InetAddress.ofLiteral("127.0.0.1");
  private static final int TEST = 1;
  private static final int NOBODYS_PORT = 1;
  private static final int NO_SUCH_PROCEDURE = 99;

  /// The status that came, or -1 if the call failed.
  private static final class Answer implements ClientLockManagers.Results {
    final CompletableFuture<Integer> status = new CompletableFuture<>();

    @Override
    public void answered(XdrReader results) {
      results.readOpaque(Netobj.LONGEST);
      status.complete(results.readInt());
    }

    @Override
    public void failed() {
      status.complete(-1);
    }
  }

  @Test
  void theLockManagerAtAKnownPortIsCalled() throws Exception {
    try (ArenaSlab slab = new ArenaSlab(16 << 20)) {
      RpcServer server =
          new RpcServer(
              List.of(new Nlm4Program(new Locks(new RecordedLockManagers()))),
              CallerRules.OPEN,
              slab,
              RpcObserver.NONE,
              System::nanoTime);
      int port = server.bind(List.of(LOCALHOST), 0);
      server.start();
      RpcLockManagers clients = new RpcLockManagers(_ -> OptionalInt.of(port));
      assertThat(status(clients, TEST)).isEqualTo(Nlm4Stat.GRANTED.number());
      assertThat(status(clients, NO_SUCH_PROCEDURE)).isEqualTo(-1);
      server.stop(Duration.ZERO);
      assertThat(status(clients, TEST)).isEqualTo(-1);
    }
  }

  @Test
  void aCallWaitsWhileTooManyAreUnderWay() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Semaphore underWay = new Semaphore(0);
    RpcLockManagers clients =
        new RpcLockManagers(_ -> {
          underWay.release();
          awaitOpen(gate);
          return OptionalInt.of(NOBODYS_PORT);
        });
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < RpcLockManagers.CALLS; i++) {
      answers.add(call(clients, TEST));
    }
    underWay.acquire(RpcLockManagers.CALLS);
    for (int i = 0; i < RpcLockManagers.MOST_QUEUED; i++) {
      answers.add(call(clients, TEST));
    }
    assertThat(status(clients, TEST)).as("one too many").isEqualTo(-1);
    assertThat(answers).noneMatch(answer -> answer.status.isDone());

    gate.countDown();
    for (Answer answer : answers) {
      assertThat(answer.status.get(20, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  private static void awaitOpen(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int status(RpcLockManagers clients, int procedure) throws Exception {
    return call(clients, procedure).status.get(20, TimeUnit.SECONDS);
  }

  private static Answer call(RpcLockManagers clients, int procedure) {
    Answer answer = new Answer();
    clients.call(
        LOCALHOST,
        procedure,
        out -> {
          out.writeString("cookie").writeBool(true);
          new Nlm4Lock("here", "handle", "1@here", 1, 0, 0).encode(out);
        },
        answer);
    return answer;
  }
}
