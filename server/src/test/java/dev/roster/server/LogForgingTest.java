package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.roster.server.address.HiddenCharacters;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The log of {@code serve}: whatever a request or a mail server says stays on its line. */
class LogForgingTest {
  private static final String HOSTILE =
      "x\r\n2026-11-25T10:00:00.000Z INFO  forged\u001b[2J\u009b31m\u202egnp\u2028\u200b";

  private static String logged(Throwable cause) throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogForgingTest.class.getResource("logback.xml"));
    ConsoleAppender<ILoggingEvent> console =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("console");
    LoggingEvent event =
        new LoggingEvent(
            "here",
            context.getLogger("dev.roster.x"),
            ch.qos.logback.classic.Level.WARN,
            "the mail server said {}",
            cause,
            new Object[] {HOSTILE});
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void aMessageIsOneLineThatSteersNothing() throws Exception {
    String line = logged(null);

    assertThat(line).endsWith("\n").contains("the mail server said x?2026", "forged");
    assertThat(line.lines()).hasSize(1);
    assertThat(line.strip().codePoints()).noneMatch(HiddenCharacters::includes);
  }

  @Test
  void aTraceKeepsItsLinesButNoControls() throws Exception {
    String lines = logged(new IllegalStateException(HOSTILE));

    assertThat(lines).contains("IllegalStateException: x", "\tat dev.roster");
    assertThat(lines.codePoints().filter(c -> c != '\n' && c != '\t'))
        .noneMatch(HiddenCharacters::includes);
  }
}
