package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compares the schema with documented limits of Citus, YugabyteDB and CockroachDB, none of which is
 * run, and holds the table of docs/SCALING.md to the result.
 */
class DistributedEnginesTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "SCALING.md");
  private static final String HEAD =
      """
      | engine | rule | against it |
      | --- | --- | --- |
      """;

  /** Citus would distribute these tables by the company, and copy all others to each node. */
  private static final String DISTRIBUTED =
      """
      WITH distributed (relation, by_column) AS (VALUES
        ('company'::regclass, 'id'), ('membership', 'company_id'), ('invitation', 'company_id'),
        ('audit_event', 'company_id')),
      by_number AS (
        SELECT relation, attnum FROM distributed
        JOIN pg_attribute ON attrelid = relation AND attname = by_column)
      """;

  private static final String TABLES =
      "(SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
          + " AND relname <> 'flyway_schema_history')";

  /**
   * A limit of an engine.
   *
   * @param text with a link to where it is documented
   * @param offenders a query for the names of what is against it
   */
  private record Rule(String engine, String text, String offenders) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "Citus",
              "[unique indexes](https://docs.citusdata.com/en/stable/develop/reference_ddl.html)"
                  + " of a distributed table have its distribution column",
              DISTRIBUTED
                  + """
                  SELECT indexrelid::regclass FROM pg_index
                  JOIN by_number ON relation = indrelid
                  WHERE indisunique AND NOT attnum = ANY ((indkey::int[])[0:indnkeyatts - 1])
                  """),
          new Rule(
              "Citus",
              "[foreign keys](https://docs.citusdata.com/en/stable/develop/reference_ddl.html)"
                  + " between distributed tables have it on both sides",
              DISTRIBUTED
                  + """
                  SELECT conname FROM pg_constraint
                  JOIN by_number AS here ON here.relation = conrelid
                  JOIN by_number AS there ON there.relation = confrelid
                  WHERE contype = 'f' AND NOT (here.attnum = ANY (conkey)
                    AND array_position(conkey, here.attnum) = array_position(confkey, there.attnum))
                  """),
          new Rule(
              "Citus",
              "[no foreign key](https://docs.citusdata.com/en/stable/develop/reference_ddl.html)"
                  + " leads from a table that is copied to one that is distributed",
              DISTRIBUTED
                  + """
                  SELECT conname FROM pg_constraint
                  WHERE contype = 'f' AND confrelid IN (SELECT relation FROM distributed)
                    AND conrelid NOT IN (SELECT relation FROM distributed)
                  """),
          new Rule(
              "Citus",
              "[copied tables]"
                  + "(https://docs.citusdata.com/en/stable/develop/reference_ddl.html) are written"
                  + " on all nodes at once, so they should be small and rarely change",
              DISTRIBUTED
                  + "SELECT oid::regclass FROM pg_class WHERE oid IN "
                  + TABLES
                  + " AND oid NOT IN (SELECT relation FROM distributed)"),
          new Rule(
              "Citus",
              "[sequences]"
                  + "(https://docs.citusdata.com/en/stable/develop/reference_workarounds.html) are"
                  + " of type bigint",
              "SELECT seqrelid::regclass FROM pg_sequence WHERE seqtypid <> 'bigint'::regtype"),
          new Rule(
              "YugabyteDB",
              "[no exclusion or deferrable constraint]"
                  + "(https://docs.yugabyte.com/latest/explore/ysql-language-features/postgresql-compatibility/)",
              "SELECT conname FROM pg_constraint WHERE conrelid IN "
                  + TABLES
                  + " AND (contype = 'x' OR condeferrable)"),
          new Rule(
              "YugabyteDB",
              "[no inheritance, no stored generated column]"
                  + "(https://docs.yugabyte.com/latest/explore/ysql-language-features/postgresql-compatibility/)",
              "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhrelid IN "
                  + TABLES
                  + " UNION SELECT attname::text FROM pg_attribute WHERE attgenerated <> ''"
                  + " AND attrelid IN "
                  + TABLES),
          new Rule(
              "YugabyteDB",
              "[no GiST index, no GIN index over several columns]"
                  + "(https://docs.yugabyte.com/latest/explore/ysql-language-features/postgresql-compatibility/)",
              "SELECT oid::regclass FROM pg_class JOIN pg_index ON indexrelid = oid WHERE indrelid"
                  + " IN "
                  + TABLES
                  + " AND relam <> (SELECT oid FROM pg_am WHERE amname = 'btree')"),
          new Rule(
              "YugabyteDB",
              "[collations]"
                  + "(https://docs.yugabyte.com/latest/explore/ysql-language-features/collations)"
                  + " of the C library are C, POSIX and en_US.UTF-8 only",
              """
              SELECT collname || ' of ' || (SELECT count(*) FROM pg_attribute JOIN pg_class c
                  ON c.oid = attrelid WHERE attcollation = l.oid AND relkind = 'r') || ' columns'
              FROM pg_collation l WHERE collnamespace = 'public'::regnamespace
                AND NOT (collprovider = 'c' AND collcollate IN ('C', 'POSIX', 'en_US.UTF-8'))
              """),
          new Rule(
              "CockroachDB",
              "[no exclusion or deferrable constraint]"
                  + "(https://www.cockroachlabs.com/docs/stable/postgresql-compatibility)",
              "SELECT conname FROM pg_constraint WHERE conrelid IN "
                  + TABLES
                  + " AND (contype = 'x' OR condeferrable)"),
          new Rule(
              "CockroachDB",
              "[no CREATE COLLATION](https://www.cockroachlabs.com/docs/stable/collate)",
              "SELECT collname FROM pg_collation WHERE collnamespace = 'public'::regnamespace"),
          new Rule(
              "CockroachDB",
              "triggers and functions only in the language as far as it is"
                  + " [supported](https://www.cockroachlabs.com/docs/stable/plpgsql)",
              """
              SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
              UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
              """),
          new Rule(
              "CockroachDB",
              "[no index begins with what only grows]"
                  + "(https://www.cockroachlabs.com/docs/stable/hash-sharded-indexes), since all"
                  + " inserts meet in its last range",
              "SELECT indexrelid::regclass FROM pg_index JOIN pg_attribute"
                  + " ON attrelid = indrelid AND attnum = indkey[0] WHERE indrelid IN "
                  + TABLES
                  + " AND (attidentity <> '' OR atttypid = 'timestamptz'::regtype)"));

  private static String offenders(Connection connection, Rule rule) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "SELECT coalesce(string_agg('`' || name || '`', ', ' ORDER BY name), 'none')"
                    + " FROM (SELECT name::text COLLATE \"C\" FROM ("
                    + rule.offenders()
                    + ") AS found (name)) AS named (name)")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static String table(DatabaseUrl url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url.jdbcUrl())) {
      StringBuilder table = new StringBuilder(HEAD);
      for (Rule rule : RULES) {
        table.append(
            "| %s | %s | %s |\n"
                .formatted(rule.engine(), rule.text(), offenders(connection, rule)));
      }
      return table.toString();
    }
  }

  private static String documented() throws IOException {
    return Files.readString(DOCUMENT)
        .lines()
        .dropWhile(line -> !line.startsWith("| engine |"))
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void theDocumentNamesWhatEachEngineWouldRefuse() throws Exception {
    assertThat(documented()).isEqualTo(table(TestDatabase.fresh()));
  }

  /** Rules that nothing is against could be wrong without anybody noticing. */
  @Test
  void eachRuleFindsWhatIsAgainstIt() throws Exception {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(
        url,
        "CREATE TABLE odd (id smallint GENERATED ALWAYS AS IDENTITY UNIQUE DEFERRABLE,"
            + " twice int GENERATED ALWAYS AS (2) STORED, span int4range,"
            + " EXCLUDE USING gist (span WITH &&))",
        "ALTER TABLE membership ADD UNIQUE (id, company_id)",
        "ALTER TABLE audit_event ADD membership_id bigint REFERENCES membership (id)",
        "CREATE FUNCTION odd() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER odd_trigger AFTER INSERT ON odd EXECUTE FUNCTION odd()");

    assertThat(table(url).lines().skip(2)).noneMatch(line -> line.endsWith("| none |"));
  }
}
