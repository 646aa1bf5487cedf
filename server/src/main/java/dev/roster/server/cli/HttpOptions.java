package dev.roster.server.cli;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.AllowedHosts;
import dev.roster.server.http.HttpLimits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for connections: their names, their number and their end. */
final class HttpOptions {
  private static final int FEWEST = 16;
  private static final int MOST = 1_000_000;

  @Option(
      names = "--allowed-hosts",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "*",
      description =
          "Names that requests may give in Host, since links begin with them; .example.org is that"
              + " name and all below it. Others are refused with 400. Also by"
              + " ROSTER_ALLOWED_HOSTS, with commas (default: ${DEFAULT-VALUE}, any).")
  private List<String> allowedHosts;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description =
          "Maximum number of connections of clients; also by ROSTER_MAX_CONNECTIONS (default:"
              + " one for each 128 KiB of the heap, within the limit of open files, 64 at least"
              + " and 8192 at most).")
  private @Nullable String maxConnections;

  @ValueRange(min = 0, max = MOST)
  @Option(
      names = "--max-queued-requests",
      paramLabel = "N",
      defaultValue = "" + HttpLimits.DEFAULT_QUEUED,
      description =
          "Maximum number of requests that wait until others are finished; more are refused with"
              + " 503, and so are those that would wait too long. Also by"
              + " ROSTER_MAX_QUEUED_REQUESTS (default: ${DEFAULT-VALUE}).")
  private int maxQueued;

  @ValueRange(min = 0, max = 3_600)
  @Option(
      names = "--shutdown-grace",
      paramLabel = "TIME",
      defaultValue = "20s",
      converter = DurationConverter.class,
      description =
          "Longest time in which requests under way are finished after SIGTERM or Ctrl-C; also by"
              + " ROSTER_SHUTDOWN_GRACE (default: ${DEFAULT-VALUE}).")
  private Duration grace = Duration.ZERO;

  @ValueRange(min = 0, max = 3_600)
  @Option(
      names = "--shutdown-delay",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description =
          "Time between SIGTERM, when /readyz begins to fail, and the end of new connections: a"
              + " load balancer has to notice in it; a second signal ends it. Also by"
              + " ROSTER_SHUTDOWN_DELAY (default: ${DEFAULT-VALUE}).")
  private Duration delay = Duration.ZERO;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * The names that requests may give.
   *
   * @throws UserErrorException with a sentence for a person
   */
  AllowedHosts hosts() {
    return AllowedHosts.of(allowedHosts);
  }

  HttpLimits limits() {
    HttpLimits limits =
        HttpLimits.defaults()
            .finishingWithin(grace)
            .queueing(maxQueued, HttpLimits.DEFAULT_QUEUEING);
    return maxConnections == null ? limits : limits.admitting(connections(maxConnections));
  }

  /** The time between the announcement of an end and the end. */
  Duration delay() {
    return delay;
  }

  private int connections(String text) {
    int most = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : 0;
    if (most < FEWEST || most > MOST) {
      throw new ParameterException(
          spec.commandLine(),
          "--max-connections must be a number between %s and %s, not '%s'."
              .formatted(FEWEST, MOST, text));
    }
    return most;
  }
}
