package dev.roster.benchmarks;

import dev.roster.benchmarks.measure.StartedServer;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A server that the benchmarks start and stop.
 *
 * @param url of its root, once it runs
 * @param command for the shell
 */
record ServerToStart(String name, URI url, String command) {

  /** Reads {@code NAME=URL=COMMAND}. */
  static final class Converter implements ITypeConverter<ServerToStart> {
    @Override
    public ServerToStart convert(String value) {
      List<String> parts = List.of(value.split("=", 3));
      if (parts.size() < 3) {
        throw new TypeConversionException("'" + value + "' is not NAME=URL=COMMAND");
      }
      try {
        return new ServerToStart(parts.get(0), URI.create(parts.get(1)), parts.get(2));
      } catch (IllegalArgumentException malformed) {
        throw new TypeConversionException("'" + parts.get(1) + "' is not a URL");
      }
    }
  }

  /** Starts the server; its output goes into a file in the folder. */
  StartedServer start(Path folder, Scenarios scenarios, Scenario first) throws IOException {
    Path log = folder.resolve(name + ".log");
    return StartedServer.start(name, url, command, log, scenarios, first);
  }
}
