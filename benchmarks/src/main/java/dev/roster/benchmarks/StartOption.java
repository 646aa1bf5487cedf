package dev.roster.benchmarks;

import picocli.CommandLine.Option;

/** The option of commands that start one server. */
final class StartOption {
  @Option(
      names = "--start",
      required = true,
      paramLabel = "NAME=URL=COMMAND",
      converter = ServerToStart.Converter.class,
      description = "The server, started by this command of the shell.")
  private ServerToStart server;

  /** The server to start. */
  ServerToStart server() {
    return server;
  }
}
