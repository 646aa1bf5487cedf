package dev.roster.server.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One statement that changes several tables, or refuses and changes none. It is a transaction of
 * its own, which {@link Database#write} runs.
 *
 * <p>All its relations see the database as it was when the statement began. What others commit
 * meanwhile is left to constraints: one that is violated undoes the whole statement, which then
 * runs again and sees it. PostgreSQL computes relations as they are read, so a change that must
 * follow another has to name it. An {@code UPDATE} must not read a change: PostgreSQL cannot
 * compute that again for a row that the update had to wait for.
 *
 * @param sources relations that the others read
 * @param refusals relations each of whose rows is a reason to change nothing
 * @param changes in their order; each begins with the relation {@code admitted}, which has one row,
 *     or none after a refusal, or with a change before it
 */
public record WriteStatement(
    List<Relation<?>> sources, List<Relation<?>> refusals, List<Relation<?>> changes) {

  /** Limits each wait for a lock until the statement ends: a request must not wait for ever. */
  private static final String WAITING =
      "waiting AS MATERIALIZED (SELECT set_config('lock_timeout', '3s', true))";

  private static final NamedQueries<String> STATEMENTS = new NamedQueries<>(Function.identity());

  public WriteStatement {
    sources = List.copyOf(sources);
    refusals = List.copyOf(refusals);
    changes = List.copyOf(changes);
  }

  private Stream<Relation<?>> relations() {
    return Stream.of(sources, refusals, changes).flatMap(List::stream);
  }

  private String sql() {
    StringJoiner with = new StringJoiner(",\n", "WITH ", "\n").add(WAITING);
    sources.forEach(relation -> with.add(relation.definition()));
    refusals.forEach(relation -> with.add(relation.definition()));
    with.add(admitted());
    changes.forEach(relation -> with.add(relation.definition()));
    return with
        + relations().map(Relation::rows).collect(Collectors.joining(",\n  ", "SELECT\n  ", ""));
  }

  private String admitted() {
    return refusals.stream()
        .map(refusal -> " AND NOT EXISTS (SELECT FROM " + refusal.name() + ")")
        .collect(
            Collectors.joining(
                "",
                "admitted AS MATERIALIZED (SELECT true AS admitted FROM waiting WHERE true",
                ")"));
  }

  Result run(ReadConnection connection) {
    Map<String, Object> values = new HashMap<>();
    relations().forEach(relation -> values.putAll(relation.values()));
    return STATEMENTS.of(sql()).first(connection, values, this::result).orElseThrow();
  }

  private Result result(ResultSet row) throws SQLException {
    Map<String, List<?>> rows = new HashMap<>();
    List<Relation<?>> all = relations().toList();
    for (int i = 0; i < all.size(); i++) {
      rows.put(all.get(i).name(), all.get(i).read(row, i + 1));
    }
    return new Result(rows);
  }

  /** The rows of the relations of a statement. */
  public static final class Result {
    private final Map<String, List<?>> rows;

    private Result(Map<String, List<?>> rows) {
      this.rows = rows;
    }

    /** The rows of a relation, which is one of the statement. */
    @SuppressWarnings("unchecked") // the relation has made them
    public <T> List<T> of(Relation<T> relation) {
      return (List<T>) Objects.requireNonNull(rows.get(relation.name()));
    }

    /** The first row of a relation; empty if it has none. */
    public <T> Optional<T> first(Relation<T> relation) {
      return of(relation).stream().findFirst();
    }
  }
}
