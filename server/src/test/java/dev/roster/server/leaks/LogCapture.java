package dev.roster.server.leaks;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.roster.server.logging.EcsLineEncoder;
import java.nio.charset.StandardCharsets;

/** Keeps every event that is logged, with its whole trace: as text, and as ECS with all fields. */
final class LogCapture extends AppenderBase<ILoggingEvent> {
  private final Evidence evidence;
  private final PatternLayout layout = new PatternLayout();
  private final EcsLineEncoder ecs = new EcsLineEncoder();

  private LogCapture(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Begins to keep what is logged. */
  static LogCapture on(LoggerContext context, Evidence evidence) {
    LogCapture tap = new LogCapture(evidence);
    tap.setContext(context);
    tap.layout.setContext(context);
    tap.layout.setPattern("%level %X %msg%n%xEx{full}%nopex");
    tap.layout.start();
    tap.ecs.setContext(context);
    tap.ecs.start();
    tap.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(tap);
    return tap;
  }

  /** Ends it. */
  void off() {
    ((LoggerContext) getContext()).getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String place = event.getInstant() + " " + event.getLoggerName();
    evidence.add(Evidence.Source.LOG, place, layout.doLayout(event));
    evidence.add(Evidence.Source.LOG, place, new String(ecs.encode(event), StandardCharsets.UTF_8));
  }
}
