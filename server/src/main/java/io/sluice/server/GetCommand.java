package io.sluice.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "get")
final class GetCommand implements Callable<Integer> {
  GetCommand(Terminal terminal) {}

  @Override
  public Integer call() {
    return 0;
  }
}
