package io.sluice.server;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the version of the jar.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"sluice " + Objects.requireNonNullElse(version, "(not packaged)")};
  }
}
