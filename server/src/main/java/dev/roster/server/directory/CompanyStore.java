package dev.roster.server.directory;

import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.directory.CompanyQuery.Comparison;
import dev.roster.server.directory.CompanyQuery.Condition;
import dev.roster.server.directory.CompanyQuery.SortColumn;
import dev.roster.server.directory.CompanyQuery.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Companies. A look-up is scoped to a person's memberships or to a tenant. */
public final class CompanyStore {
  /** Every column of {@link Company}, for queries that name the table {@code c}. */
  static final String COLUMNS =
      """
      c.id AS company_id, c.name AS company_name, c.type AS company_type, c.country, c.is_mfa_enabled,
      c.credits_used, c.nr_of_employees, c.nr_of_locations, c.nr_of_transactions, c.minimum_date_filter,
      c.results_limit_earliest_year, c.results_limit_latest_year, c.min_transaction_date,
      c.max_transaction_date, c.chift_consumer_id, c.default_currency, c.default_locale,
      c.data_room_consumer_id AS company_data_room_consumer_id, c.information, c.pulse_params, c.flags
      """;

  /** {@link #COLUMNS} behind others. */
  public static final String COLUMNS_TO_ADD = ", " + COLUMNS;

  private static final String SUMMARY =
      """
      SELECT c.*,
             (SELECT count(*) FROM membership o WHERE o.company_id = c.id AND o.enabled) AS member_count
      FROM selected c
      """;

  /**
   * The caller's own companies first and the filter on them, since PostgreSQL would look through
   * all companies for some filters.
   */
  private static final String SELECTED =
      """
      own AS MATERIALIZED (
        SELECT c.id, c.name, c.type, c.country, c.is_mfa_enabled, c.logo, c.created_at, c.updated_at
        FROM caller
        JOIN membership m ON m.person_id = caller.person_id AND m.enabled
        JOIN company c ON c.id = m.company_id),
      selected AS MATERIALIZED (SELECT c.* FROM own c %s)\
      """;

  /** The companies with an enabled membership of the caller that the query selects. */
  CallerQuery<Page<CompanySummary>> search(CompanyQuery query) {
    Map<String, Object> binds = new LinkedHashMap<>();
    String relations = SELECTED.formatted(where(query, binds));
    query.pageRequest().bind(binds);
    return new CallerQuery<>(
        relations,
        ", (SELECT count(*) FROM selected) AS total",
        "",
        Optional.of(
            "SELECT row_number() OVER () AS n, page.* FROM ("
                + SUMMARY
                + orderBy(query.ordering())
                + PageRequest.SQL
                + ") page"),
        binds,
        CompanyStore::page);
  }

  /**
   * Only text of this class becomes SQL; values are bound. A list is bound as one array, since each
   * text of SQL is kept for good, and a request can name thousands of values.
   */
  private static String where(CompanyQuery query, Map<String, Object> binds) {
    List<String> clauses = new ArrayList<>();
    for (Condition condition : query.conditions()) {
      clauses.add(clause(condition, binds));
    }
    if (!query.searchTerms().isEmpty()) {
      clauses.add(
          "upper(c.name) LIKE ALL (SELECT upper(term COLLATE roster_text) FROM unnest("
              + bind(LikePattern.containingEach(query.searchTerms()), binds)
              + ") AS term)");
    }
    return clauses.isEmpty() ? "" : "WHERE " + String.join("\n  AND ", clauses) + "\n";
  }

  private static String clause(Condition condition, Map<String, Object> binds) {
    String column =
        switch (condition.column()) {
          case NAME -> "c.name";
          case TYPE -> "c.type";
          case COUNTRY -> "c.country";
        };
    String first = condition.values().getFirst();
    return switch (condition.comparison()) {
      case EQUALS -> column + " = " + bind(first, binds);
      case CONTAINS -> like(column, LikePattern.containing(first), binds);
      case STARTS_WITH -> like(column, LikePattern.startingWith(first), binds);
      case ENDS_WITH -> like(column, LikePattern.endingWith(first), binds);
      case ONE_OF, NONE_OF -> {
        String in = column + " = ANY (" + bind(condition.values(), binds) + ")";
        // as Django's exclude(): what is null is not among the values, so it stays
        yield condition.comparison() == Comparison.ONE_OF ? in : "(" + in + ") IS NOT TRUE";
      }
    };
  }

  private static String like(String column, String pattern, Map<String, Object> binds) {
    return "upper(" + column + ") LIKE upper(" + bind(pattern, binds) + " COLLATE roster_text)";
  }

  private static String bind(Object value, Map<String, Object> binds) {
    String name = "value" + binds.size();
    binds.put(name, value);
    return ":" + name;
  }

  /** Of a column that is named again, only the first place matters. */
  private static String orderBy(List<SortKey> ordering) {
    List<String> keys = new ArrayList<>();
    Set<SortColumn> named = EnumSet.noneOf(SortColumn.class);
    for (SortKey key : ordering) {
      if (!named.add(key.column())) {
        continue;
      }
      String column =
          switch (key.column()) {
            case ID -> "c.id";
            case NAME -> "c.name";
            case TYPE -> "c.type";
            case COUNTRY -> "c.country";
            case MEMBER_COUNT -> "member_count";
            case IS_MFA_ENABLED -> "c.is_mfa_enabled";
            case CREATED_AT -> "c.created_at";
            case UPDATED_AT -> "c.updated_at";
          };
      keys.add(key.descending() ? column + " DESC" : column);
    }
    keys.add("c.id");
    return "ORDER BY " + String.join(", ", keys) + "\n";
  }

  /** Reports whether there is any company of anybody. */
  boolean hasAny(ReadConnection tx) {
    return tx.handle()
        .createQuery("SELECT EXISTS (SELECT FROM company)")
        .mapTo(Boolean.class)
        .one();
  }

  private static Page<CompanySummary> page(ResultSet result) throws SQLException {
    return new Page<>(result.getLong("total"), CallerQuery.list(result, CompanyStore::summary));
  }

  private static CompanySummary summary(ResultSet row) throws SQLException {
    return new CompanySummary(
        row.getLong("id"),
        row.getString("name"),
        type(row.getString("type")),
        row.getString("country"),
        row.getBoolean("is_mfa_enabled"),
        row.getString("logo"),
        row.getLong("member_count"),
        TimestampColumns.instant(row, "created_at"),
        TimestampColumns.instant(row, "updated_at"));
  }

  private static CompanyType type(String code) {
    return CompanyType.withCode(code).orElseThrow();
  }

  /** Reads {@link #COLUMNS}. */
  public static Company company(ResultSet row) throws SQLException {
    return new Company(
        row.getLong("company_id"),
        row.getString("company_name"),
        type(row.getString("company_type")),
        row.getString("country"),
        row.getBoolean("is_mfa_enabled"),
        row.getString("credits_used"),
        row.getObject("nr_of_employees", Long.class),
        row.getObject("nr_of_locations", Long.class),
        row.getObject("nr_of_transactions", Long.class),
        date(row, "minimum_date_filter"),
        date(row, "results_limit_earliest_year"),
        date(row, "results_limit_latest_year"),
        row.getString("min_transaction_date"),
        row.getString("max_transaction_date"),
        row.getString("chift_consumer_id"),
        row.getString("default_currency"),
        row.getString("default_locale"),
        row.getString("company_data_room_consumer_id"),
        row.getString("information"),
        row.getString("pulse_params"),
        List.of((String[]) row.getArray("flags").getArray()));
  }

  private static @Nullable LocalDate date(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }
}
