package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.process.FakeTerminal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainCommandTest {
  @Test
  void trainingServesATreeOfItsOwnAndEnds(@TempDir Path folder) {
    FakeTerminal terminal = FakeTerminal.ofThisUser(folder);
    int exitCode = terminal.run("train", folder.toString());
    assertThat(exitCode).as(terminal.err.toString()).isZero();
    assertThat(folder.resolve("state")).isNotEmptyDirectory();
  }
}
