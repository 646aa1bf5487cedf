package dev.roster.server.directory;

import java.util.List;

/** A query of the list of companies: all conditions hold; the id is the last sort key. */
public record CompanyQuery(
    List<Condition> conditions,
    List<String> searchTerms,
    List<SortKey> ordering,
    PageRequest pageRequest) {
  public CompanyQuery {
    conditions = List.copyOf(conditions);
    searchTerms = List.copyOf(searchTerms);
    ordering = List.copyOf(ordering);
  }

  /** A column that conditions may name. */
  public enum Column {
    NAME,
    TYPE,
    COUNTRY
  }

  /** A column that the order may name. */
  public enum SortColumn {
    ID,
    NAME,
    TYPE,
    COUNTRY,
    MEMBER_COUNT,
    IS_MFA_ENABLED,
    CREATED_AT,
    UPDATED_AT
  }

  /** One key of the order. */
  public record SortKey(SortColumn column, boolean descending) {}

  /** The comparison of a column. */
  public enum Comparison {
    EQUALS,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH,
    ONE_OF,
    NONE_OF
  }

  /** One condition; only the last two comparisons have several values. */
  public record Condition(Column column, Comparison comparison, List<String> values) {
    public Condition {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("a condition without a value");
      }
    }
  }
}
