package dev.roster.contract.selection;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Rules by which a number cuts a list, and those that are close to them. */
final class PageRule {
  private static final int NONE = -1;

  private PageRule() {}

  /** A list that comes whole where the number is no positive one. */
  static List<JsonNode> limited(List<JsonNode> rows, String asked) {
    return first(rows, number(asked) > 0 ? number(asked) : rows.size());
  }

  /** A list without the first rows, and whole where the number is none. */
  static List<JsonNode> shifted(List<JsonNode> rows, String asked) {
    return rows.subList(Math.clamp(number(asked), 0, rows.size()), rows.size());
  }

  /** The rules that differ from that of a limit in one thing, by what that is. */
  static Map<String, SelectingParameter.Rule> neighboursOfLimit() {
    Map<String, SelectingParameter.Rule> all = new LinkedHashMap<>();
    all.put("ten by default", (rows, asked) -> first(rows, number(asked) > 0 ? number(asked) : 10));
    all.put(
        "nothing for 0", (rows, asked) -> number(asked) == 0 ? List.of() : limited(rows, asked));
    all.put("one more", (rows, asked) -> first(rows, limited(rows, asked).size() + 1));
    all.put("a hundred at most", (rows, asked) -> first(limited(rows, asked), 100));
    all.put(
        "the last rows",
        (rows, asked) -> rows.subList(rows.size() - limited(rows, asked).size(), rows.size()));
    all.put("decimal places", of(PageRule::limited, asked -> asked.replaceFirst("\\..*", "")));
    return all;
  }

  /** The rules that differ from that of an offset in one thing, by what that is. */
  static Map<String, SelectingParameter.Rule> neighboursOfOffset() {
    Map<String, SelectingParameter.Rule> all = new LinkedHashMap<>();
    all.put("not at all", (rows, asked) -> rows);
    all.put(
        "counted from one",
        (rows, asked) ->
            number(asked) > 0 ? shifted(rows, String.valueOf(number(asked) - 1)) : rows);
    all.put(
        "back from the end",
        (rows, asked) ->
            number(asked.replaceFirst("^-", "")) > 0 && asked.startsWith("-")
                ? rows.subList(rows.size() - number(asked.substring(1)), rows.size())
                : shifted(rows, asked));
    all.put(
        "whole behind the end",
        (rows, asked) -> shifted(rows, asked).isEmpty() ? rows : shifted(rows, asked));
    all.put("decimal places", of(PageRule::shifted, asked -> asked.replaceFirst("\\..*", "")));
    return all;
  }

  private static SelectingParameter.Rule of(
      SelectingParameter.Rule rule, Function<String, String> reading) {
    return (rows, asked) -> rule.of(rows, reading.apply(asked));
  }

  private static List<JsonNode> first(List<JsonNode> rows, int count) {
    return rows.subList(0, Math.min(count, rows.size()));
  }

  private static int number(String asked) {
    return asked.strip().matches("[+]?\\d+")
        ? new BigInteger(asked.strip()).min(BigInteger.valueOf(Integer.MAX_VALUE)).intValueExact()
        : NONE;
  }
}
