package dev.roster.server.db;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A query, or a change and the rows that it returns, as a part of a {@link WriteStatement}. Its SQL
 * belongs to the store of its table, and reads relations before it by their names.
 *
 * @param name of the relation, which no other of the statement has
 * @param sql with at least one column; its values are named {@code :name.value}, after the relation
 * @param binds the values, by their names without that of the relation
 * @param row makes an element of the result from the first column, as text
 * @param <T> an element of the result
 */
public record Relation<T>(
    String name, String sql, Map<String, Object> binds, Function<@Nullable String, T> row) {
  private static final NamedQueries<String> ALONE = new NamedQueries<>(Function.identity());

  public Relation {
    binds = Map.copyOf(binds);
  }

  /**
   * A condition that always holds, and is known only when this relation has been computed: it has a
   * change wait for another of its statement.
   */
  public String computed() {
    return "(SELECT count(*) FROM " + name + ") >= 0";
  }

  /** The rows of a relation that reads no other, by a statement of its own. */
  public List<T> in(ReadConnection tx) {
    return ALONE
        .of("WITH " + definition() + " SELECT " + rows())
        .first(tx, values(), row -> read(row, 1))
        .orElseThrow();
  }

  /** The only row of such a relation; empty if it has none. */
  public Optional<T> firstIn(ReadConnection tx) {
    return in(tx).stream().findFirst();
  }

  String definition() {
    return name + " AS (\n" + sql + ")";
  }

  /** All rows in one column. */
  String rows() {
    return "ARRAY(SELECT CAST(each.told AS text) FROM " + name + " AS each (told))";
  }

  /** The values by their names in the SQL. */
  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    binds.forEach((key, value) -> values.put(name + "." + key, value));
    return values;
  }

  List<T> read(ResultSet result, int column) throws SQLException {
    Array rows = result.getArray(column);
    return Arrays.stream((String[]) rows.getArray()).map(row).toList();
  }
}
