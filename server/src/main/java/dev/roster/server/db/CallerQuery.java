package dev.roster.server.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query about a caller. It runs within the statement that authenticates the caller, so that a
 * request is one statement, and reads nothing where nobody is authenticated.
 *
 * <p>Its SQL names the relation {@code caller}, which has one row. For a tenant, that is the {@code
 * tenant_id}. For a person, it is {@code person_id}, and of the current workspace {@code
 * membership_id}, {@code company_id}, {@code group_id}, {@code group_name} and {@code permissions}.
 * For an account that is switched off all are null and {@code permissions} is empty, for a person
 * who belongs to no company all but the first.
 *
 * @param relations further relations, in the form of a {@code WITH} clause; empty for none
 * @param columns what is read of the caller, each with a comma before it
 * @param joins of {@code caller}, for the columns; outer ones, so that the caller stays
 * @param rows a query of a list, whose column {@code n} counts from 1; empty for none
 * @param binds the values that the SQL names
 * @param reader makes the result
 * @param <T> the result
 */
public record CallerQuery<T>(
    String relations,
    String columns,
    String joins,
    Optional<String> rows,
    Map<String, Object> binds,
    Reader<T> reader) {
  private static final NamedQueries<Texts> STATEMENTS = new NamedQueries<>(Texts::statement);

  private static final CallerQuery<? extends Optional<?>> NOTHING =
      new CallerQuery<>("", ", caller.id", "", Optional.empty(), Map.of(), _ -> Optional.empty());

  /**
   * @throws IllegalStateException if the query names no column of its caller, and so might read of
   *     others
   */
  public CallerQuery {
    binds = Collections.unmodifiableMap(new LinkedHashMap<>(binds));
    if (!(relations + columns + joins + rows.orElse("")).contains("caller.")) {
      throw new IllegalStateException("a query that is not about its caller");
    }
  }

  /** Reads a result that stands on its first row: that of the caller, with the list's first. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ResultSet result) throws SQLException;
  }

  /** A query that reads nothing. */
  @SuppressWarnings("unchecked") // an empty result is one of any type
  public static <T> CallerQuery<Optional<T>> ofNothing() {
    return (CallerQuery<Optional<T>>) NOTHING;
  }

  /**
   * The statement.
   *
   * @param caller the query that finds the caller
   * @param always the columns of {@code caller} that are read in any case
   */
  public NamedQuery statement(String caller, String always) {
    return STATEMENTS.of(new Texts(caller, always, relations, columns, joins, rows.orElse("")));
  }

  /** The parts of a statement. */
  private record Texts(
      String caller, String always, String relations, String columns, String joins, String rows) {
    String statement() {
      String with =
          "WITH caller AS MATERIALIZED (\n"
              + caller
              + ")"
              + (relations.isEmpty() ? "" : ",\n" + relations)
              + "\n";
      String head = "SELECT " + always + columns + " FROM caller " + joins;
      return with + (rows.isEmpty() ? head : withList(head, rows));
    }
  }

  /** The row of the caller stands beside the first of the list, and alone if there is none. */
  private static String withList(String head, String list) {
    return "SELECT * FROM (SELECT 1::bigint AS one, h.* FROM ("
        + head
        + ") h) head\nFULL JOIN ("
        + list
        + ") list ON list.n = head.one ORDER BY list.n";
  }

  /** The list of a result that stands on its first row. */
  public static <R> List<R> list(ResultSet result, Reader<R> each) throws SQLException {
    List<R> all = new ArrayList<>();
    do {
      result.getLong("n");
      if (!result.wasNull()) {
        all.add(each.read(result));
      }
    } while (result.next());
    return all;
  }
}
