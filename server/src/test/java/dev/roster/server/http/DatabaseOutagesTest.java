package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.SqlReason;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The failures of PostgreSQL that are a 503, as docs/database.md lists them. */
class DatabaseOutagesTest {
  private static RuntimeException with(String state) {
    return new IllegalStateException(new RuntimeException(new SQLException("no", state)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08000", "08001", "08003", "08004", "08006", "08007", "08P01", "23503", "25006", "25P03",
        "25P04", "28000", "28P01", "3D000", "40001", "40003", "40P01", "53000", "53100", "53200",
        "53300", "53400", "55P03", "57000", "57014", "57P01", "57P02", "57P03", "57P04", "57P05",
        "58000", "58030",
      })
  void whatPassesIsAnOutage(String state) {
    assertThat(DatabaseOutages.isOutage(with(state))).isTrue();
    assertThat(DatabaseOutages.isOfSetup(with(state))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"42501", "42P01", "3F000", "26000", "42P05"})
  void whatAnOperatorHasToMendIsNone(String state) {
    assertThat(DatabaseOutages.isOutage(with(state))).isFalse();
    assertThat(DatabaseOutages.isOfSetup(with(state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "0A000", "22001", "22P02", "23502", "23505", "23514", "25P02", "42601", "42703",
        "54000", "XX000", "XX001", "XX002",
      })
  void bugsAndDamageAreNeither(String state) {
    assertThat(DatabaseOutages.isOutage(with(state))).isFalse();
    assertThat(DatabaseOutages.isOfSetup(with(state))).isFalse();
  }

  @Test
  void aTimeZoneThatTheDatabaseDoesNotKnowIsForAnOperatorAndAnotherWrongValueIsABug() {
    Throwable zone = new SQLException("ungültiger Wert für Parameter »TimeZone«: »X«", "22023");
    Throwable bug = new SQLException("step size cannot equal zero", "22023");

    assertThat(DatabaseOutages.isOfSetup(new RuntimeException(zone))).isTrue();
    assertThat(DatabaseOutages.isOutage(new RuntimeException(zone))).isFalse();
    assertThat(DatabaseOutages.isOfSetup(new RuntimeException(bug))).isFalse();
    assertThat(DatabaseOutages.isOutage(new RuntimeException(bug))).isFalse();
  }

  @Test
  void aPoolerThatMixesUpSessionsIsNamedWithWhatToDo() {
    assertThat(SqlReason.of(with("42P05"))).contains("prepareThreshold=0", "docs/database.md");
    assertThat(SqlReason.of(with("42501"))).doesNotContain("prepareThreshold");
  }

  @Test
  void aPoolWithoutAFreeConnectionIsAnOutageAndNoStateAtAllIsNone() {
    assertThat(
            DatabaseOutages.isOutage(
                new RuntimeException(new SQLTransientConnectionException("busy"))))
        .isTrue();
    assertThat(DatabaseOutages.isOutage(with(null))).isFalse();
  }
}
