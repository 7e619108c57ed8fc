package io.sluice.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "cat")
final class CatCommand implements Callable<Integer> {
  CatCommand(Terminal terminal) {}

  @Override
  public Integer call() {
    return 0;
  }
}
