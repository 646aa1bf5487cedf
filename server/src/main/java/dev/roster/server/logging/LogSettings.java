package dev.roster.server.logging;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the log.
 *
 * @param format of every event; empty for text on a terminal and ECS JSON elsewhere
 * @param file instead of the error output
 * @param levels by the name of their logger, as {@code LogLevels} accepts them
 */
public record LogSettings(
    Optional<LogFormat> format,
    Optional<Path> file,
    AccessLogTarget access,
    Map<String, String> levels) {
  /** Text on a terminal, ECS JSON elsewhere, on the error output. */
  public static final LogSettings DEFAULT =
      new LogSettings(
          Optional.empty(), Optional.empty(), new AccessLogTarget.SharedLog(), Map.of());

  public LogSettings {
    levels = Map.copyOf(levels);
  }
}
