package io.sluice.server.mounting;

import io.sluice.config.Settings;
import io.sluice.server.process.OperatingSystem;
import io.sluice.server.state.RunningServer;
import java.util.List;
import java.util.stream.Stream;

/// What a server prints when it can be used: for scripts a line for each export, for people how to
/// mount it.
public final class ReadyLines {
  private ReadyLines() {}

  /// What is told of a server that is ready: where it is, and how it can be mounted.
  public static List<String> of(RunningServer server, Settings settings, OperatingSystem system) {
    return Stream.concat(
            server.exports().stream().map(export -> "ready " + url(server, export)),
            server.exports().stream()
                .map(export -> "# " + options(server, export, settings).command(system)))
        .toList();
  }

  /// Where `sluice ls` finds an export.
  public static String url(RunningServer server, String export) {
    String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    // What a URL cannot hold as it is; the client of `sluice ls` reads it back.
    String path = export.replace("%", "%25").replace(" ", "%20");
    return "nfs://" + host + ":" + server.port() + path;
  }

  /// How this export of a server is mounted.
  public static MountOptions options(RunningServer server, String export, Settings settings) {
    return new MountOptions(
        server.host(),
        server.port(),
        export,
        settings.namespace().metadataTtl(),
        settings.namespace().negativeMetadataTtl(),
        settings.namespace().readOnly());
  }
}
