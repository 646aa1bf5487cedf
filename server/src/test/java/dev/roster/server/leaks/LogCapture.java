package dev.roster.server.leaks;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

/** Keeps every line that is logged, with the whole trace of every exception. */
final class LogCapture extends AppenderBase<ILoggingEvent> {
  private final Evidence evidence;
  private final PatternLayout layout = new PatternLayout();

  private LogCapture(Evidence evidence) {
    this.evidence = evidence;
  }

  static void on(LoggerContext context, Evidence evidence) {
    LogCapture tap = new LogCapture(evidence);
    tap.setContext(context);
    tap.layout.setContext(context);
    tap.layout.setPattern("%level %X %msg%n%xEx{full}%nopex");
    tap.layout.start();
    tap.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(tap);
  }

  @Override
  protected void append(ILoggingEvent event) {
    evidence.add(
        Evidence.Source.LOG,
        event.getInstant() + " " + event.getLoggerName(),
        layout.doLayout(event));
  }
}
