package io.sluice.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
  DemoCommand(Terminal terminal) {}

  @Override
  public Integer call() {
    return 0;
  }
}
