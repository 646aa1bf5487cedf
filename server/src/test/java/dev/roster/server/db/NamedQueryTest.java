package dev.roster.server.db;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamedQueryTest {
  @AutoClose private final Database database = Database.open(TestDatabase.fresh(), 1);

  private Optional<String> text(String sql, Map<String, Object> values) {
    return database.reading(tx -> NamedQuery.of(sql).first(tx, values, row -> row.getString(1)));
  }

  @Test
  void bindsEachTypeOfValueByItsName() {
    UUID id = UUID.fromString("01234567-89ab-4def-8123-456789abcdef");

    assertThat(
            text(
                """
                SELECT concat_ws('|', :word, :small + 1, :big + 1, :id::uuid,
                  extract(epoch FROM :at), :day + 1, encode(:bytes, 'hex'),
                  array_to_string(:many, ';'), :numbers[2] + 1, :some, :word)
                """,
                Map.ofEntries(
                    entry("word", "a:b"),
                    entry("small", 1),
                    entry("big", 1L << 40),
                    entry("id", id),
                    entry("at", Instant.parse("2031-03-01T12:00:00.000001Z")),
                    entry("day", LocalDate.of(2031, 2, 28)),
                    entry("bytes", new byte[] {1, (byte) 0xff}),
                    entry("many", List.of("x,y", "\"z\"")),
                    entry("numbers", new Integer[] {1, 7}),
                    entry("some", Optional.of(5L)))))
        .contains(
            "a:b|2|1099511627777|" + id + "|1930132800.000001|2031-03-01|01ff|x,y;\"z\"|8|5|a:b");
  }

  @Test
  void bindsAnEmptyValueAsNullOfAnyType() {
    assertThat(
            text(
                "SELECT CAST(:none AS bigint) IS NULL AND CAST(:none AS uuid) IS NULL",
                Map.of("none", Optional.empty())))
        .contains("t");
  }

  @Test
  void standsOnTheFirstOfManyRows() {
    assertThat(text("SELECT n::text FROM generate_series(7, 9) n", Map.of())).contains("7");
    assertThat(text("SELECT 'x' WHERE :word = 'y'", Map.of("word", "z"))).isEmpty();
  }

  @Test
  void refusesAValueThatIsMissing() {
    assertThatThrownBy(() -> text("SELECT :word", Map.of("wrod", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the value word is null");
  }

  @Test
  void keepsTheReasonOfTheDatabase() {
    assertThatThrownBy(() -> text("SELECT 1 / :zero", Map.of("zero", 0)))
        .satisfies(failure -> assertThat(SqlReason.of(failure)).contains("zero"))
        .hasRootCauseInstanceOf(SQLException.class);
  }
}
