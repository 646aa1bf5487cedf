package dev.roster.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.roster.server.db.IoReason;
import dev.roster.server.failure.UserErrorException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Configures logback for the command. A configuration of the operator's own wins. */
public final class CommandLog {
  /** The logger with an event for each request. */
  public static final String ACCESS = "dev.roster.access";

  /** Logback's default names would be found in a library, too. */
  private static final String PROPERTY = "logback.configurationFile";

  private static final String CONFIGURATION = "dev/roster/server/logback.xml";
  private static final String CONSOLE = "console";
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final LoggerContext context;
  private final Logger root;
  private final Encoder<ILoggingEvent> text;
  private final LogSettings settings;

  private CommandLog(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> console, LogSettings settings) {
    this.context = context;
    this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    this.text = console.getEncoder();
    this.settings = settings;
  }

  /** Has logback read Roster's configuration, unless the operator names another. */
  public static void useOwnConfiguration() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, CONFIGURATION);
    }
  }

  /**
   * Applies settings to the log of this process, before there is a second thread.
   *
   * @throws UserErrorException with a sentence for a person if a file cannot be opened
   */
  public static void configure(LogSettings settings) {
    if (CONFIGURATION.equals(System.getProperty(PROPERTY))) {
      configure((LoggerContext) LoggerFactory.getILoggerFactory(), settings);
    } else if (!settings.equals(LogSettings.DEFAULT)) {
      LoggerFactory.getLogger(CommandLog.class)
          .warn(
              "The options of the log have no effect: {} says how it is written.",
              System.getProperty(PROPERTY, "another configuration"));
    }
  }

  /** Applies settings to a log that has Roster's configuration. */
  static void configure(LoggerContext context, LogSettings settings) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(CONSOLE) instanceof OutputStreamAppender<ILoggingEvent> console) {
      new CommandLog(context, console, settings).apply();
      root.detachAppender(console);
    }
  }

  private void apply() {
    LogFormat format = format(settings.file());
    LineOutput shared = output(settings.file(), "--log-file", format);
    root.addAppender(appender("log", encoder(format, "roster.server"), shared));
    Logger access = context.getLogger(ACCESS);
    access.setAdditive(false);
    access.addAppender(accessAppender(shared, format));
    if (settings.access() instanceof AccessLogTarget.Off) {
      access.setLevel(Level.OFF);
    }
    settings
        .levels()
        .forEach((logger, level) -> context.getLogger(logger).setLevel(Level.toLevel(level)));
  }

  private LineAppender accessAppender(LineOutput shared, LogFormat format) {
    if (settings.access() instanceof AccessLogTarget.OwnFile(Path path)
        && !settings.file().equals(Optional.of(path))) {
      Optional<Path> file = Optional.of(path);
      LogFormat own = format(file);
      return appender("access", encoder(own, "roster.access"), output(file, "--access-log", own));
    }
    return appender("access", encoder(format, "roster.access"), shared);
  }

  private LogFormat format(Optional<Path> file) {
    return settings
        .format()
        .orElseGet(
            () -> file.isEmpty() && ErrorOutput.isTerminal() ? LogFormat.TEXT : LogFormat.ECS);
  }

  private LineOutput output(Optional<Path> file, String option, LogFormat format) {
    Encoder<ILoggingEvent> encoder = encoder(format, "roster.server");
    return new LineOutput(
        file.<LineOutput.Sink>map(path -> open(path, option)).orElseGet(ErrorOutput::new),
        PATIENCE,
        missing -> encoder.encode(notice(missing)));
  }

  private static LogFile open(Path path, String option) {
    try {
      return new LogFile(path, BETWEEN_LOOKS);
    } catch (IOException unusable) {
      throw new UserErrorException(
          option + ": " + path + " cannot be written: " + reason(unusable) + ".", unusable);
    }
  }

  private static String reason(IOException unusable) {
    return unusable instanceof NoSuchFileException
        ? "there is no such folder"
        : IoReason.of(unusable);
  }

  private ILoggingEvent notice(long missing) {
    return new LoggingEvent(
        CommandLog.class.getName(),
        context.getLogger(CommandLog.class),
        Level.WARN,
        "{} events of the log were dropped, since it could not be written.",
        null,
        new Object[] {missing});
  }

  private Encoder<ILoggingEvent> encoder(LogFormat format, String dataset) {
    if (format == LogFormat.TEXT) {
      return text;
    }
    EcsLineEncoder ecs = new EcsLineEncoder();
    ecs.setContext(context);
    ecs.setServiceName("roster");
    @Nullable String version = CommandLog.class.getPackage().getImplementationVersion();
    if (version != null) {
      ecs.setServiceVersion(version);
    }
    ecs.setEventDataset(dataset);
    ecs.start();
    return ecs;
  }

  private LineAppender appender(String name, Encoder<ILoggingEvent> encoder, LineOutput output) {
    LineAppender appender = new LineAppender(encoder, output);
    appender.setName(name);
    appender.setContext(context);
    appender.start();
    return appender;
  }
}
