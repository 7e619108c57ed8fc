package io.sluice.server;

import java.util.List;

record DemoListing(RunningServer server) {
  List<String> lines() {
    return List.of();
  }
}
