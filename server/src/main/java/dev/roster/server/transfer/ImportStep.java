package dev.roster.server.transfer;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Moves the rows of one temporary table into the directory, after checks that look at other rows.
 *
 * @param checks the rows that cannot be moved
 * @param statements move the rows that can
 */
record ImportStep(CsvSchema schema, List<Check> checks, List<String> statements) {
  /**
   * A rule about the rows of a file, among each other and with the directory.
   *
   * @param query selects line and reason of each row that breaks it
   */
  record Check(String column, String query) {}

  static ImportStep of(CsvSchema schema) {
    return new ImportStep(schema, List.of(), List.of());
  }

  /** The rows that cannot be moved; none if all can. */
  List<ImportProblem> problems(Statement sql, int limit) throws SQLException {
    List<ImportProblem> problems = new ArrayList<>();
    for (Check check : checks) {
      problems.addAll(
          Importer.read(
              sql, schema, check.column(), check.query() + "\nORDER BY 1 LIMIT " + limit));
    }
    return problems.subList(0, Math.min(limit, problems.size()));
  }

  void move(Statement sql) throws SQLException {
    for (String statement : statements) {
      sql.execute(statement);
    }
  }

  /** No value is twice in the file, and none is in the directory already. */
  ImportStep unique(String column) {
    String value = compared(column);
    String stored = value.equals(column) ? schema.stored(column) : value;
    return distinct(column)
        .check(
            column,
            """
            SELECT s.line, 'is in the directory already'
            FROM %s s JOIN %s t ON t.%s = s.%s
            """
                .formatted(schema.stagingTable(), schema.table(), stored, value));
  }

  /** No value is twice in the file. */
  ImportStep distinct(String column) {
    return check(
        column,
        """
        SELECT line, 'has the same value as line ' || first FROM (
          SELECT line, min(line) OVER (PARTITION BY %1$s) AS first FROM %2$s WHERE %1$s IS NOT NULL) s
        WHERE line > first
        """
            .formatted(compared(column), schema.stagingTable()));
  }

  /** Two e-mail addresses are the same if their keys are. */
  private String compared(String column) {
    return schema.column(column).filter(CsvColumn::isEmail).isPresent()
        ? CsvSchema.EMAIL_KEY
        : column;
  }

  /**
   * Every value refers to a row that is in the directory by now.
   *
   * @param noun of a row of the other file
   */
  ImportStep reference(String column, CsvSchema other, String noun) {
    return check(
        column,
        """
        SELECT s.line, 'there is no %s with the id ' || s.%s
        FROM %s s WHERE s.%s IS NOT NULL AND NOT EXISTS (SELECT FROM %s t WHERE t.id = s.%s)
        """
            .formatted(noun, column, schema.stagingTable(), column, other.table(), column));
  }

  ImportStep check(String column, String query) {
    return new ImportStep(schema, append(checks, new Check(column, query)), statements);
  }

  /** Stores all rows. */
  ImportStep insert() {
    return then(schema.insert());
  }

  /** Executes the statement after those before it. */
  ImportStep then(String statement) {
    return new ImportStep(schema, checks, append(statements, statement));
  }

  private static <T> List<T> append(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
