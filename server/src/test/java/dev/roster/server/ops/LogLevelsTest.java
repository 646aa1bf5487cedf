package dev.roster.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.roster.server.failure.UserErrorException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelsTest {
  private static final String RELAY = "dev.roster.server.mail.OutboxRelay";

  private final LoggerContext context = new LoggerContext();
  private final LogLevels levels = LogLevels.of(context);
  private final Logger relay = context.getLogger(RELAY);

  @BeforeEach
  void configure() {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger("dev.roster").setLevel(Level.INFO);
  }

  @Test
  void thoseWithALevelOfTheirOwnAreListed() {
    assertThat(levels.levels()).containsOnly(entry("ROOT", "WARN"), entry("dev.roster", "INFO"));
  }

  @Test
  void aChangeCountsFromTheNextEventOn() {
    assertThat(relay.isDebugEnabled()).isFalse();

    assertThat(levels.set("dev.roster.server.mail", "debug")).isTrue();

    assertThat(relay.isDebugEnabled()).isTrue();
    assertThat(levels.level(RELAY)).contains("DEBUG");
    assertThat(levels.levels()).containsEntry("dev.roster.server.mail", "DEBUG");
  }

  @Test
  void resetGivesTheLevelOfTheStartHoweverOftenItWasChanged() {
    levels.set("dev.roster", "OFF");
    levels.set("dev.roster", "TRACE");
    levels.set(RELAY, "ERROR");

    assertThat(levels.reset("dev.roster")).isTrue();
    assertThat(levels.reset(RELAY)).isTrue();
    assertThat(levels.reset(RELAY)).isTrue();

    assertThat(levels.levels()).containsEntry("dev.roster", "INFO").doesNotContainKey(RELAY);
    assertThat(relay.getEffectiveLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void aLoggerThatNoCodeUsesIsNotMade() {
    int before = context.getLoggerList().size();

    assertThat(levels.set("dev.roster.server.mial", "DEBUG")).isFalse();
    assertThat(levels.reset("dev.roster.server.mial")).isFalse();
    assertThat(levels.level("dev.roster.server.mial")).isEmpty();

    assertThat(context.getLoggerList()).hasSize(before);
  }

  /** Jetty logs headers at DEBUG, the driver of PostgreSQL a malformed URL with its password. */
  @ParameterizedTest
  @CsvSource({
    "ROOT, DEBUG",
    "org.eclipse.jetty, DEBUG",
    "org.eclipse.jetty.http.HttpParser, TRACE",
    "org.postgresql, WARN",
    "org.postgresql.Driver, INFO",
    "dev.rosters, DEBUG"
  })
  void aLevelAtWhichALibraryLogsCredentialsIsRefused(String logger, String level) {
    assertThatThrownBy(() -> levels.set(logger, level))
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("credentials");
  }

  @ParameterizedTest
  @CsvSource({
    "ROOT, info",
    "org.eclipse.jetty, INFO",
    "org.postgresql, OFF",
    "dev.roster, Trace",
    "dev.roster.access, off"
  })
  void otherLevelsAreAllowedInEitherCase(String logger, String level) {
    assertThat(LogLevels.checked(logger, level)).isEqualToIgnoringCase(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", ".a", "a..b", "a.", "a\nb", "../x", "ä"})
  void aNameThatNoLoggerHasIsRefused(String name) {
    assertThatThrownBy(() -> levels.set(name, "INFO"))
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("name of a logger");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ALL", "verbose", "INFO ", "1"})
  void aLevelThatThereIsNotIsRefused(String level) {
    assertThatThrownBy(() -> levels.set("dev.roster", level))
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("TRACE, DEBUG");
  }

  @Test
  void theProcessOfTheTestsHasThem() {
    assertThat(LogLevels.ofProcess().orElseThrow().levels()).containsEntry("dev.roster", "INFO");
  }
}
