package dev.roster.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;

/** Writes events in one format to an output, on the thread that logs them (ADR 0063). */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final Encoder<ILoggingEvent> encoder;
  private final LineOutput output;

  LineAppender(Encoder<ILoggingEvent> encoder, LineOutput output) {
    this.encoder = encoder;
    this.output = output;
  }

  @Override
  protected void append(ILoggingEvent event) {
    output.write(encoder.encode(event));
  }
}
