package dev.roster.server.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * A query with named values that runs on plain JDBC. Most requests consist of one statement, on
 * which JDBI would spend more than the driver does (docs/adr/0058).
 *
 * @param sql with a question mark for each value
 * @param names of the values, in the order of the question marks
 */
public record NamedQuery(String sql, List<String> names) {
  /** PostgreSQL's names for the elements of arrays. */
  private static final String TEXT = "varchar";

  private static final String NUMBER = "int4";

  /** More than most answers have, and little memory. Counts in a transaction only. */
  private static final int ROWS_AT_ONCE = 500;

  /**
   * Reads a query.
   *
   * @param sql names each value with a colon before it
   */
  static NamedQuery of(String sql) {
    ParsedSql parsed = new ColonPrefixSqlParser().parse(sql, null);
    return new NamedQuery(parsed.getSql(), parsed.getParameters().getParameterNames());
  }

  /**
   * Runs the query and reads a result that stands on its first row; empty if it has none.
   *
   * @param values strings, numbers, ids, times, dates, bytes, lists of strings, arrays of integers;
   *     an empty {@code Optional} is a null
   */
  public <T> Optional<T> first(
      ReadConnection connection, Map<String, Object> values, CallerQuery.Reader<T> reader) {
    try (PreparedStatement statement = connection.handle().getConnection().prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      int position = 0;
      for (String name : names) {
        set(statement, ++position, name, values.get(name));
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
      }
    } catch (SQLException failure) {
      throw new UnableToExecuteStatementException(failure, null);
    }
  }

  private static void set(
      PreparedStatement statement, int position, String name, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case String text -> statement.setString(position, text);
      case Integer number -> statement.setInt(position, number);
      case Long number -> statement.setLong(position, number);
      case UUID id -> statement.setObject(position, id);
      case Instant time -> statement.setObject(position, time.atOffset(ZoneOffset.UTC));
      case LocalDate day -> statement.setObject(position, day);
      case byte[] bytes -> statement.setBytes(position, bytes);
      case List<?> texts -> setArray(statement, position, TEXT, texts.toArray());
      case Integer[] numbers -> setArray(statement, position, NUMBER, numbers);
      case Optional<?> present when present.isPresent() ->
          set(statement, position, name, present.get());
      case Optional<?> _ -> statement.setNull(position, Types.OTHER);
      case null, default ->
          throw new IllegalArgumentException("the value " + name + " is " + value);
    }
  }

  private static void setArray(
      PreparedStatement statement, int position, String type, Object[] elements)
      throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(position, connection.createArrayOf(type, elements));
  }
}
