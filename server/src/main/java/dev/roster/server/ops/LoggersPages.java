package dev.roster.server.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.failure.UserErrorException;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The pages {@code /loggers} and {@code /loggers/NAME}: the levels of the log, which PUT changes
 * and DELETE sets back, until the process ends.
 */
final class LoggersPages {
  static final String PATH = "/loggers";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LogLevels levels;

  LoggersPages(LogLevels levels) {
    this.levels = levels;
  }

  /** All loggers with a level of their own. */
  Page all() {
    return json(Map.of("loggers", levels.levels()));
  }

  Page show(String logger) {
    return levels
        .level(logger)
        .map(level -> json(Map.of("level", level)))
        .orElseGet(LoggersPages::unknown);
  }

  /**
   * Changes the level of a logger.
   *
   * @param level in any case
   */
  Page set(String logger, String level) {
    try {
      return levels.set(logger, level.strip()) ? show(logger) : unknown();
    } catch (UserErrorException refused) {
      return Page.problem(
          HttpStatus.BAD_REQUEST_400, "Bad Request", String.valueOf(refused.getMessage()));
    }
  }

  Page reset(String logger) {
    return levels.reset(logger) ? show(logger) : unknown();
  }

  private static Page unknown() {
    return Page.problem(
        HttpStatus.NOT_FOUND_404,
        "Not Found",
        "There is no such logger; dev.roster.server is the one above all of Roster's.");
  }

  private static Page json(Map<String, Object> content) {
    try {
      return Page.json(HttpStatus.OK_200, JSON.writeValueAsString(content) + "\n");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
