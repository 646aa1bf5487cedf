package dev.roster.server.cli;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.logging.AccessLogTarget;
import dev.roster.server.logging.CommandLog;
import dev.roster.server.logging.LogFormat;
import dev.roster.server.logging.LogSettings;
import dev.roster.server.ops.LogLevels;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for the log: its format, its levels and its places. */
final class LogOptions {
  private static final String OURS = "dev.roster";

  @Option(
      names = "--log-format",
      paramLabel = "auto|text|ecs",
      defaultValue = "auto",
      description =
          "Write each event of the log as text, or as one line of ECS JSON; also by"
              + " ROSTER_LOG_FORMAT (default: ${DEFAULT-VALUE}, which is text on a terminal and ecs"
              + " in pipes and files).")
  private String format;

  @Option(
      names = "--log-level",
      split = ",",
      paramLabel = "[LOGGER=]LEVEL",
      defaultValue = "info",
      description =
          "Lowest level that is logged, of Roster (default: ${DEFAULT-VALUE}) or of one logger, as"
              + " dev.roster.server.mail=debug; may be repeated. One of trace, debug, info, warn,"
              + " error and off. Also by ROSTER_LOG_LEVEL, with commas.")
  private List<String> levels;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description =
          "File to append the log to, opened again when it was moved; also by ROSTER_LOG_FILE"
              + " (default: the error output).")
  private @Nullable Path file;

  @Option(
      names = "--access-log",
      paramLabel = "FILE|-|off",
      defaultValue = "-",
      description =
          "File to append the access log to, - for the log of the other events, or off; also by"
              + " ROSTER_ACCESS_LOG (default: ${DEFAULT-VALUE}).")
  private String access;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Applies the options to the log of this process. */
  void apply() {
    CommandLog.configure(
        new LogSettings(
            format(), Optional.ofNullable(file).map(LogOptions::whole), access(), levels()));
  }

  private static Path whole(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private Optional<LogFormat> format() {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "auto" -> Optional.empty();
      case "text" -> Optional.of(LogFormat.TEXT);
      case "ecs" -> Optional.of(LogFormat.ECS);
      default -> throw wrong("--log-format must be auto, text or ecs, not '" + format + "'.");
    };
  }

  private AccessLogTarget access() {
    return switch (access) {
      case "-" -> new AccessLogTarget.SharedLog();
      case "off" -> new AccessLogTarget.Off();
      default -> new AccessLogTarget.OwnFile(whole(Path.of(access)));
    };
  }

  private Map<String, String> levels() {
    Map<String, String> all = new TreeMap<>();
    for (String each : levels) {
      int equals = each.indexOf('=');
      String logger = equals < 0 ? OURS : each.substring(0, equals);
      try {
        all.put(logger, LogLevels.checked(logger, each.substring(equals + 1)));
      } catch (UserErrorException refused) {
        throw wrong("--log-level '" + each + "': " + refused.getMessage());
      }
    }
    return all;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
