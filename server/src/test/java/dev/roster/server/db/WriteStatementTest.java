package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.db.WriteStatement.Result;
import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteStatementTest {
  private static final Relation<String> RUN = relation("run", "SELECT nextval('runs')", Map.of());

  @AutoClose private final TestDirectory directory = new TestDirectory();

  @BeforeEach
  void make() {
    directory.sql("CREATE TABLE pair (id int PRIMARY KEY, n int NOT NULL)");
    directory.sql("CREATE TABLE log (id int)");
    directory.sql("CREATE SEQUENCE runs");
  }

  private static Relation<String> relation(String name, String sql, Map<String, Object> binds) {
    return new Relation<>(name, sql, binds, Objects::requireNonNull);
  }

  /** Inserts a pair unless it is there, and logs it. */
  private Result insert(int id) {
    return directory.database().write(inserting(id));
  }

  private static WriteStatement inserting(int id) {
    Relation<String> pair =
        relation(
            "added",
            "INSERT INTO pair SELECT :added.id, 0 FROM admitted RETURNING id",
            Map.of("id", id));
    return new WriteStatement(
        List.of(RUN),
        List.of(known(id)),
        List.of(
            pair,
            relation(
                "logged",
                """
                INSERT INTO log SELECT id FROM added RETURNING id
                """,
                Map.of())));
  }

  private static Relation<String> known(int id) {
    return relation("known", "SELECT n FROM pair WHERE id = :known.id", Map.of("id", id));
  }

  private List<String> logged() {
    return directory.texts("SELECT id FROM log ORDER BY id");
  }

  @Test
  void everyRelationReturnsItsRows() {
    Result result = insert(1);

    assertThat(result.of(known(1))).isEmpty();
    assertThat(result.first(relation("added", "", Map.of()))).hasValue("1");
    assertThat(result.first(RUN)).hasValue("1");
    assertThat(logged()).containsExactly("1");
  }

  @Test
  void aRefusalChangesNothing() {
    insert(1);

    Result result = insert(1);

    assertThat(result.first(known(1))).hasValue("0");
    assertThat(result.of(relation("added", "", Map.of()))).isEmpty();
    assertThat(logged()).containsExactly("1");
  }

  @Test
  void whatIsOvertakenIsUndoneAndRunsAgain() {
    Result result =
        directory.second(
            tx -> tx.handle().execute("INSERT INTO pair VALUES (1, 7)"), () -> insert(1));

    assertThat(result.first(known(1))).hasValue("7");
    assertThat(result.first(RUN)).hasValue("2");
    assertThat(logged()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"40001, 3", "40P01, 3", "23505, 3", "23502, 3", "22012, 1", "55P03, 1"})
  void whatLosesEveryTimeFailsInTheEnd(String state, long runs) {
    directory.sql(
        "CREATE FUNCTION lose() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('runs');"
            + " RAISE 'lost' USING ERRCODE = '"
            + state
            + "'; END $$");
    Relation<String> lost = relation("lost", "SELECT lose() FROM admitted", Map.of());

    assertThatThrownBy(() ->
            directory.database().write(new WriteStatement(List.of(), List.of(), List.of(lost))))
        .hasStackTraceContaining("lost");

    assertThat(directory.count("SELECT last_value FROM runs")).isEqualTo(runs);
  }

  @Test
  void noChangeWaitsForEver() {
    Relation<String> limit =
        relation("told", "SELECT current_setting('lock_timeout') FROM admitted", Map.of());

    Result result =
        directory.database().write(new WriteStatement(List.of(), List.of(), List.of(limit)));

    assertThat(result.first(limit)).hasValue("3s");
    assertThat(directory.texts("SHOW lock_timeout")).as("afterwards").containsExactly("0");
  }

  @Test
  void aRelationThatReadsNoOtherIsAStatementOfItsOwn() {
    insert(1);

    assertThat(directory.reading(tx -> known(1).firstIn(tx)).isPresent()).isTrue();
    assertThat(directory.reading(tx -> known(2).firstIn(tx)).isPresent()).isFalse();
  }
}
