package io.sluice.server;

import io.sluice.server.client.LongFormat;
import io.sluice.server.client.NfsClient;
import io.sluice.server.client.NfsUrl;
import io.sluice.server.client.RemoteFile;
import io.sluice.server.mounting.ReadyLines;
import io.sluice.server.state.RunningServer;
import java.util.ArrayList;
import java.util.List;

/// The tree of a server, seen through NFS by our own client: what a demo can show on every machine.
///
/// @param server its first export is shown
record DemoListing(RunningServer server) {
  /// Enough for the sample tree; a folder with more is known to its owner.
  private static final int MOST = 100;

  /// A line for each file, with its size and its path below the export.
  List<String> lines() {
    String export = server.exports().getFirst();
    List<String> lines = new ArrayList<>();
    lines.add("Seen through NFS at " + ReadyLines.url(server, export) + ":");
    try (NfsClient client = NfsClient.open(new NfsUrl(server.host(), server.port(), export))) {
      add(client, export, "", lines);
    }
    return lines;
  }

  private static void add(NfsClient client, String export, String below, List<String> lines) {
    for (RemoteFile file : client.list(export + below)) {
      if (lines.size() > MOST) {
        return;
      }
      if (file.isDirectory()) {
        add(client, export, below + "/" + file.name(), lines);
      } else {
        String directory = below.isEmpty() ? "" : below.substring(1) + "/";
        lines.add("%10d  %s%s".formatted(file.size(), directory, LongFormat.name(file)));
      }
    }
  }
}
