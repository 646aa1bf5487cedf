package dev.roster.server.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as the build stamped it. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "roster " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
    };
  }
}
