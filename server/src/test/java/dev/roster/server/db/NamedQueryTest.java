package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
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
                  extract(epoch FROM :at), encode(:bytes, 'hex'), array_to_string(:many, ';'), :word)
                """,
                Map.of(
                    "word",
                    "a:b",
                    "small",
                    1,
                    "big",
                    1L << 40,
                    "id",
                    id,
                    "at",
                    Instant.parse("2031-03-01T12:00:00.000001Z"),
                    "bytes",
                    new byte[] {1, (byte) 0xff},
                    "many",
                    List.of("x,y", "\"z\""))))
        .contains("a:b|2|1099511627777|" + id + "|1930132800.000001|01ff|x,y;\"z\"|a:b");
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
