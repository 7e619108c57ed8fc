package io.sluice.config;

/// Who answers on port 111.
public enum PortmapMode {
  /// The embedded portmapper if the port is free and allowed, else the system's, else nobody.
  AUTO,
  /// The embedded portmapper, or the server does not start.
  ON,
  /// Nobody on our account.
  OFF
}
