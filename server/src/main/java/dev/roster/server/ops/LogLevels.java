package dev.roster.server.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.roster.server.failure.UserErrorException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The levels of the loggers of this process, which can be changed while it runs. Levels at which a
 * library would log credentials are refused. Safe for use by many threads.
 */
public final class LogLevels {
  private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";
  private static final String OURS = "dev.roster";

  /** Warns of an address that it does not understand by showing it, with its password. */
  private static final String DRIVER = "org.postgresql";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$]+(\\.[A-Za-z0-9_$]+)*");
  private static final int LONGEST = 200;
  private static final List<String> LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private final LoggerContext context;

  /**
   * Those before the first change; empty for a logger that had the level of its parent. Guarded by
   * this.
   */
  private final Map<String, Optional<Level>> before = new HashMap<>();

  private LogLevels(LoggerContext context) {
    this.context = context;
  }

  /** Those of this process; empty if it logs by another library than logback. */
  public static Optional<LogLevels> ofProcess() {
    Object factory = LoggerFactory.getILoggerFactory();
    return factory.getClass().getName().equals(LOGBACK)
        ? Optional.of(of((LoggerContext) factory))
        : Optional.empty();
  }

  static LogLevels of(LoggerContext context) {
    return new LogLevels(context);
  }

  /**
   * A level in capital letters, if the logger may have it.
   *
   * @throws UserErrorException with a sentence for a person
   */
  public static String checked(String logger, String level) {
    if (logger.length() > LONGEST || !NAME.matcher(logger).matches()) {
      throw new UserErrorException("The name of a logger is that of a package or class, or ROOT.");
    }
    String name = level.toUpperCase(Locale.ROOT);
    if (!LEVELS.contains(name)) {
      throw new UserErrorException("The level is none of " + String.join(", ", LEVELS) + ".");
    }
    String lowest = lowest(logger);
    if (LEVELS.indexOf(name) < LEVELS.indexOf(lowest)) {
      throw new UserErrorException(
          logger + " may not log below " + lowest + ": it would write credentials into the log.");
    }
    return name;
  }

  private static String lowest(String logger) {
    if (isWithin(logger, OURS)) {
      return "TRACE";
    }
    return isWithin(logger, DRIVER) ? "ERROR" : "INFO";
  }

  private static boolean isWithin(String logger, String name) {
    return logger.equals(name) || logger.startsWith(name + ".");
  }

  /** The level of each logger that has one of its own, by name. */
  public Map<String, String> levels() {
    SortedMap<String, String> levels = new TreeMap<>();
    for (Logger logger : context.getLoggerList()) {
      @Nullable Level own = logger.getLevel();
      if (own != null) {
        levels.put(logger.getName(), own.toString());
      }
    }
    return Collections.unmodifiableMap(levels);
  }

  /** The level at which a logger logs, its own or that of its parent; empty if there is none. */
  public Optional<String> level(String logger) {
    return known(logger).map(each -> each.getEffectiveLevel().toString());
  }

  /**
   * Changes the level of a logger until it is reset or the process ends.
   *
   * @return false if there is no such logger
   * @throws UserErrorException with a sentence for a person if the logger may not have the level
   */
  public synchronized boolean set(String logger, String level) {
    Level wanted = Level.toLevel(checked(logger, level));
    Optional<Logger> known = known(logger);
    known.ifPresent(each -> {
      before.computeIfAbsent(each.getName(), _ -> Optional.ofNullable(each.getLevel()));
      each.setLevel(wanted);
    });
    return known.isPresent();
  }

  /**
   * Gives a logger the level again that it had at the start.
   *
   * @return false if there is no such logger
   */
  public synchronized boolean reset(String logger) {
    Optional<Logger> known = known(logger);
    known.ifPresent(each -> {
      @Nullable Optional<Level> former = before.remove(each.getName());
      if (former != null) {
        each.setLevel(former.orElse(null));
      }
    });
    return known.isPresent();
  }

  /** A logger is made by the code that uses it, never by a request. */
  private Optional<Logger> known(String name) {
    return Optional.ofNullable(context.exists(name));
  }
}
