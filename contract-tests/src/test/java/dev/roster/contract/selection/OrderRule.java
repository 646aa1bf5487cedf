package dev.roster.contract.selection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule by which rows are sorted by what is asked for.
 *
 * @param nullsFirst in ascending order
 * @param ascendingIds the last key
 */
record OrderRule(Keys keys, TextRule.Fold fold, boolean nullsFirst, boolean ascendingIds) {
  /** The keys that count. */
  enum Keys {
    ALL,
    FIRST,
    LAST,
    ASCENDING,
    DESCENDING_AS_THE_FIRST
  }

  /** A rule as databases sort: by code points, null behind everything. */
  static OrderRule usual() {
    return new OrderRule(Keys.ALL, TextRule.Fold.NONE, false, true);
  }

  /**
   * The rows in their order.
   *
   * @param known the keys that are no keys of others
   */
  List<JsonNode> sorted(List<JsonNode> rows, String asked, List<String> known) {
    List<String> all =
        new ArrayList<>(
            List.of(asked.split(",")).stream()
                .map(String::strip)
                .filter(each -> known.contains(each.replaceFirst("^-", "")))
                .toList());
    List<String> counting =
        switch (keys) {
          case FIRST -> all.subList(0, Math.min(1, all.size()));
          case LAST -> all.subList(Math.max(0, all.size() - 1), all.size());
          case ASCENDING -> all.stream().map(each -> each.replaceFirst("^-", "")).toList();
          case DESCENDING_AS_THE_FIRST ->
              all.stream()
                  .map(
                      each -> all.get(0).startsWith("-") ? "-" + each.replaceFirst("^-", "") : each)
                  .toList();
          case ALL -> all;
        };
    Comparator<JsonNode> id = Comparator.comparingLong(row -> row.path("id").asLong());
    Comparator<JsonNode> order = (one, other) -> 0;
    for (String key : counting) {
      Comparator<JsonNode> next = by(key.replaceFirst("^-", ""));
      order = order.thenComparing(key.startsWith("-") ? next.reversed() : next);
    }
    return rows.stream().sorted(order.thenComparing(ascendingIds ? id : id.reversed())).toList();
  }

  private Comparator<JsonNode> by(String key) {
    Comparator<JsonNode> values =
        key.endsWith("_at")
            ? Comparator.comparing(value -> Instant.parse(value.asText()))
            : (one, other) ->
                one.isNumber()
                    ? Long.compare(one.asLong(), other.asLong())
                    : byCodePoint(fold.of(one.asText()), fold.of(other.asText()));
    Comparator<JsonNode> withNulls =
        Comparator.<JsonNode, Boolean>comparing(value -> nullsFirst != value.isNull())
            .thenComparing((one, other) -> one.isNull() ? 0 : values.compare(one, other));
    return Comparator.comparing(row -> row.path(key), withNulls);
  }

  private static int byCodePoint(String one, String other) {
    int[] a = one.codePoints().toArray();
    int[] b = other.codePoints().toArray();
    return Arrays.compare(a, b);
  }

  /** The rules that differ from this one in one thing, by what that is. */
  Map<String, OrderRule> neighbours() {
    Map<String, OrderRule> all = new LinkedHashMap<>();
    for (Keys other : Keys.values()) {
      all.put("keys " + other, new OrderRule(other, fold, nullsFirst, ascendingIds));
    }
    all.put("letters", new OrderRule(keys, TextRule.Fold.SIMPLE, nullsFirst, ascendingIds));
    all.put("null", new OrderRule(keys, fold, !nullsFirst, ascendingIds));
    all.put("ids", new OrderRule(keys, fold, nullsFirst, !ascendingIds));
    all.values().removeIf(this::equals);
    return all;
  }
}
