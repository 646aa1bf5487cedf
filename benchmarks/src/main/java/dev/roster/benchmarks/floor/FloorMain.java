package dev.roster.benchmarks.floor;

import dev.roster.benchmarks.scenario.Scenarios;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Handler;

/** Entry point of the process of a floor, which ends when its standard input does. */
public final class FloorMain {
  /** A strong reference: java.util.logging holds loggers weakly and would drop the level. */
  private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey");

  static {
    // both warn of what is left out on purpose
    JERSEY.setLevel(Level.SEVERE);
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  private FloorMain() {}

  /**
   * Runs one floor.
   *
   * @param args {@code raw RECORDING [PORT]}, {@code jersey RECORDING [PORT]} or {@code statements
   *     URL CONNECTIONS SCENARIOS}
   */
  public static void main(String[] args) throws Exception {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    switch (args[0]) {
      case "raw" -> serve(new RawHandler(Recording.read(Path.of(args[1]))), port(args), commands);
      case "jersey" ->
          serve(JerseyFloor.handler(Recording.read(Path.of(args[1]))), port(args), commands);
      case "statements" -> {
        Scenarios scenarios = ScenariosArgument.read(args[3]);
        try (StatementFloor floor =
            new StatementFloor(args[1], Integer.parseInt(args[2]), scenarios)) {
          obey(floor, commands);
        }
      }
      default -> throw new IllegalArgumentException("there is no floor '" + args[0] + "'");
    }
    System.exit(0);
  }

  private static int port(String[] args) {
    return args.length > 2 ? Integer.parseInt(args[2]) : 0;
  }

  private static void serve(Handler handler, int port, BufferedReader commands) throws Exception {
    try (FloorServer server = FloorServer.start(handler, port)) {
      answer("port " + server.port());
      while (commands.readLine() != null) {
        // nothing is asked of a server but that it ends with its parent
      }
    }
  }

  private static void obey(StatementFloor floor, BufferedReader commands) throws IOException {
    answer("ready");
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      StatementRequest request = StatementRequest.parse(line);
      answer(floor.run(request).line());
    }
  }

  private static void answer(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
