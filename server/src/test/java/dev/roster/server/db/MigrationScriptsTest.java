package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.MigrationScript.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations run while the version before them serves (ADR 0070), so none of them may hold its
 * requests up, or take away what it uses.
 */
class MigrationScriptsTest {
  private static final Path FOLDER = Path.of("src/main/resources/dev/roster/server/db/migration");

  /**
   * The newest migration from before the rule, in a release that no other version serves beside.
   */
  private static final String EXEMPT_UP_TO = "V012";

  private static List<MigrationScript> scripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(MigrationScriptsTest::read).toList();
    }
  }

  private static MigrationScript read(Path file) {
    try {
      return new MigrationScript(file.getFileName().toString(), Files.readString(file));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static List<String> rules(String sql) {
    return rules(sql, "");
  }

  private static List<String> rules(String sql, String earlier) {
    return new MigrationScript("V901__planted__oldest_012.sql", sql)
        .findings(earlier).stream().map(Finding::rule).toList();
  }

  @Test
  void everyMigrationIsSafeBesideTheVersionBeforeIt() throws IOException {
    StringBuilder earlier = new StringBuilder();
    for (MigrationScript script : scripts()) {
      if (script.name().substring(0, 4).compareTo(EXEMPT_UP_TO) > 0) {
        assertThat(script.findings(earlier.toString())).as(script.name()).isEmpty();
      }
      earlier.append(script.sql());
    }
  }

  @Test
  void theRulesFindWhatMigrationsBeforeThemDid() throws IOException {
    Set<String> found =
        scripts().stream()
            .flatMap(script -> script.findings("").stream())
            .map(Finding::toString)
            .collect(Collectors.toSet());

    assertThat(found)
        .contains(
            "V012__members_by_index.sql: an index on a table that exists is built CONCURRENTLY:"
                + " CREATE UNIQUE INDEX membership_company_person ON membership (company_id,"
                + " person_id) INCLUDE (enabled)",
            "V012__members_by_index.sql: its name ends with __oldest_ and the oldest migration"
                + " whose programs may use the schema: V012__members_by_index.sql");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE INDEX i ON person (last_name)                                  | CONCURRENTLY
          create unique index if not exists i on only person (last_name)        | CONCURRENTLY
          DROP INDEX i                                                          | CONCURRENTLY
          REINDEX TABLE person                                                  | CONCURRENTLY
          ALTER TABLE person ALTER COLUMN id TYPE numeric                       | rewrites
          ALTER TABLE person ALTER id SET DATA TYPE numeric                     | rewrites
          ALTER TABLE person ADD COLUMN x uuid DEFAULT gen_random_uuid()        | rewrites
          ALTER TABLE person ADD x timestamptz DEFAULT clock_timestamp()        | rewrites
          ALTER TABLE person ADD COLUMN x bigint GENERATED ALWAYS AS IDENTITY   | rewrites
          ALTER TABLE person ADD COLUMN x bigserial                             | rewrites
          ALTER TABLE person SET UNLOGGED                                       | rewrites
          VACUUM FULL person                                                    | rewrites
          CLUSTER person USING person_pkey                                      | rewrites
          ALTER TABLE person ALTER COLUMN nickname SET NOT NULL                 | validated CHECK
          ALTER TABLE person ADD COLUMN x text NOT NULL                         | DEFAULT
          ALTER TABLE person ADD CONSTRAINT c CHECK (id > 0)                    | NOT VALID
          ALTER TABLE person ADD CHECK (id > 0)                                 | NOT VALID
          ALTER TABLE person ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES x     | NOT VALID
          ALTER TABLE person ADD COLUMN x bigint REFERENCES company             | NOT VALID
          ALTER TABLE person ADD COLUMN x int CHECK (x > 0)                     | NOT VALID
          ALTER TABLE person ADD CONSTRAINT c UNIQUE (last_name)                | USING INDEX
          ALTER TABLE person ADD COLUMN x int UNIQUE                            | USING INDEX
          ALTER TABLE person DROP COLUMN last_name                              | -- contract
          ALTER TABLE person DROP last_name                                     | -- contract
          ALTER TABLE person RENAME COLUMN last_name TO name                    | -- contract
          ALTER TABLE person RENAME TO people                                   | -- contract
          ALTER TABLE person DROP CONSTRAINT person_pkey                        | -- contract
          ALTER TABLE person ALTER COLUMN x DROP DEFAULT                        | -- contract
          DROP TABLE person                                                     | -- contract
          DROP FUNCTION leave_room_for_ids                                      | -- contract
          TRUNCATE person                                                       | every row
          UPDATE person SET last_name = ''                                      | every row
          DELETE FROM person                                                    | every row
          LOCK TABLE person                                                     | LOCK
          SET lock_timeout = 0; ALTER TABLE person ADD x int                    | lock timeout
          CREATE INDEX CONCURRENTLY i ON person (id)                            | begins with
          """)
  void whatHoldsTheOtherVersionUpIsFound(String sql, String rule) {
    assertThat(rules(sql)).as(sql).anyMatch(found -> found.contains(rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE person ADD COLUMN nickname text",
        "ALTER TABLE person ADD COLUMN refusals int NOT NULL DEFAULT 0",
        "ALTER TABLE person ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now()",
        "ALTER TABLE person ADD CONSTRAINT c CHECK (id > 0) NOT VALID",
        "ALTER TABLE person VALIDATE CONSTRAINT c",
        "ALTER TABLE person ADD CONSTRAINT c UNIQUE USING INDEX i",
        "ALTER TABLE person ALTER COLUMN last_name DROP NOT NULL",
        "-- DROP TABLE person\nSELECT 1",
        "CREATE TABLE fresh (id int NOT NULL); CREATE INDEX i ON fresh (id);"
            + " ALTER TABLE fresh ALTER COLUMN id SET NOT NULL; UPDATE fresh SET id = 1",
        "CREATE UNLOGGED TABLE fresh (id int); CREATE INDEX i ON fresh (id)",
        "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM person; $$",
        "UPDATE outbox SET refusals = 0 WHERE state = 'waiting'",
        "-- contract: no program uses it since migration 012\nDROP TABLE person",
        "SET lock_timeout = 0; DROP INDEX CONCURRENTLY IF EXISTS i;"
            + " CREATE INDEX CONCURRENTLY i ON person (last_name)",
      })
  void whatHoldsNobodyUpIsAllowed(String sql) {
    assertThat(rules(sql)).isEmpty();
  }

  @Test
  void aColumnIsNotNullOnceAnEarlierMigrationHasValidatedIt() {
    String check = "ALTER TABLE person ADD CONSTRAINT c CHECK (nickname IS NOT NULL) NOT VALID;";
    String set = "ALTER TABLE person ALTER COLUMN nickname SET NOT NULL";

    assertThat(rules(set, check + "ALTER TABLE person VALIDATE CONSTRAINT c;")).isEmpty();
    assertThat(rules(set, check)).hasSize(1);
    assertThat(rules(set, check.replace("nickname", "other") + "VALIDATE CONSTRAINT c")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "V901__what__oldest_012.sql, true",
    "V901__what__oldest_8.1.sql, true",
    "V901__what__oldest_901.sql, false",
    "V901__what__oldest_999.sql, false",
    "V901__what_oldest_012.sql, false",
    "V901__what.sql, false",
  })
  void theNameSaysWhichVersionsMayGoOn(String name, boolean allowed) {
    assertThat(new MigrationScript(name, "SELECT 1").findings("").isEmpty()).isEqualTo(allowed);
  }
}
