package io.sluice.server.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.process.FakeTerminal;
import io.sluice.server.process.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MountsLockTest {
  private static final int COMMANDS = 8;
  private static final int TURNS = 50;

  @TempDir Path directory;

  private final AtomicInteger underWay = new AtomicInteger();

  private int most(MountServers servers, Terminal terminal) {
    int most = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      try (MountsLock _ = servers.lock(terminal)) {
        most = Math.max(most, underWay.incrementAndGet());
        Thread.onSpinWait();
        underWay.decrementAndGet();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return most;
  }

  @Test
  void oneCommandMountsOrUnmountsAtATime() {
    MountServers servers = new MountServers(directory.resolve("state"));
    Terminal terminal = FakeTerminal.ofThisUser(directory).terminal();
    List<CompletableFuture<Integer>> commands = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(COMMANDS)) {
      for (int command = 0; command < COMMANDS; command++) {
        commands.add(CompletableFuture.supplyAsync(() -> most(servers, terminal), threads));
      }
    }

    assertThat(commands).allSatisfy(command -> assertThat(command).isCompletedWithValue(1));
  }

  @Test
  void theLockIsNotTakenForAServer() throws IOException {
    MountServers servers = new MountServers(directory);
    try (MountsLock _ = servers.lock(FakeTerminal.ofThisUser(directory).terminal())) {
      assertThat(servers.isTaken(1)).isFalse();
    }
  }
}
