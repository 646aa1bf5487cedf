package dev.roster.server.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.roster.server.testing.Linearizability;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
public class LogLevelsConcurrencyTest {
  private static final String RELAY = "dev.roster.server.mail.OutboxRelay";
  private static final Logger LOGGER = new LoggerContext().getLogger(RELAY);

  private final LogLevels levels = LogLevels.of(LOGGER.getLoggerContext());

  public LogLevelsConcurrencyTest() {
    LOGGER.setLevel(Level.INFO);
  }

  @Operation
  public void debug() {
    levels.set(RELAY, "DEBUG");
  }

  @Operation
  public void reset() {
    levels.reset(RELAY);
  }

  @Operation
  public String level() {
    return levels.level(RELAY).orElseThrow();
  }

  @Validate
  public void aResetBringsTheLevelOfTheStartBack() {
    levels.reset(RELAY);

    Linearizability.requireEqual(level(), "INFO");
  }

  @Test
  void theLevelOfTheStartIsNotForgottenWhenTwoOperatorsChangeIt() {
    Linearizability.check(LogLevelsConcurrencyTest.class, 6);
  }
}
