package dev.roster.contract.selection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A rule by which a text of a row is compared with a list of texts that is asked for.
 *
 * @param excludes selects what is not in the list
 * @param items those of the list that count
 */
record ListRule(TextRule item, boolean excludes, Items items) {
  /** The items of a list that count. */
  enum Items {
    ALL,
    FIRST,
    LAST,
    /** The whole text is the one item. */
    WHOLE,
    /** An empty item is none. */
    NOT_EMPTY;

    List<String> of(String asked) {
      List<String> all = List.of(asked.split(",", -1));
      return switch (this) {
        case ALL -> all;
        case FIRST -> all.subList(0, 1);
        case LAST -> all.subList(all.size() - 1, all.size());
        case WHOLE -> List.of(asked);
        case NOT_EMPTY -> all.stream().filter(each -> !each.isEmpty()).toList();
      };
    }
  }

  /** A list of values of which one must be that of the row. */
  static ListRule in() {
    return new ListRule(TextRule.exact(), false, Items.ALL);
  }

  /** A list of values of which none may be that of the row. */
  static ListRule notIn() {
    return new ListRule(TextRule.exact(), true, Items.ALL);
  }

  boolean selects(String value, String asked) {
    return excludes != items.of(asked).stream().anyMatch(each -> item.selects(value, each));
  }

  /** The rules that differ from this one in one thing, by what that is. */
  Map<String, ListRule> neighbours() {
    Map<String, ListRule> all = new LinkedHashMap<>();
    item.neighbours().forEach((what, rule) -> all.put(what, new ListRule(rule, excludes, items)));
    Stream.of(Items.values())
        .forEach(other -> all.put("items " + other, new ListRule(item, excludes, other)));
    all.put("in or not", new ListRule(item, !excludes, items));
    all.values().removeIf(this::equals);
    return all;
  }
}
