package io.sluice.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "ls")
final class LsCommand implements Callable<Integer> {
  LsCommand(Terminal terminal) {}

  @Override
  public Integer call() {
    return 0;
  }
}
