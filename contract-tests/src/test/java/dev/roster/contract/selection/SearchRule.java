package dev.roster.contract.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule by which the texts of a row are searched for terms.
 *
 * @param fields the numbers of the texts that are searched
 */
record SearchRule(TextRule item, Terms terms, Needed needed, List<Integer> fields) {
  /** A piece between blanks; blanks in quotes belong to it (Django's smart_split). */
  private static final Pattern PIECE =
      Pattern.compile("[^\\s'\"]*(?:(?:\"[^\"]*\"|'[^']*')[^\\s'\"]*)+|\\S+");

  private static final Pattern COMMAS = Pattern.compile("^,+|,+$");
  private static final Pattern PHRASE = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  /** The way in which a text is split into terms. */
  enum Terms {
    SPLIT,
    COMMAS_BEHIND_PHRASES_KEPT,
    DOUBLE_QUOTES_ALONE,
    WITHOUT_QUOTES,
    WITHOUT_COMMAS,
    WHOLE,
    FIRST,
    LAST;

    List<String> of(String asked) {
      List<String> split = split(asked, true, true);
      return switch (this) {
        case SPLIT -> split;
        case COMMAS_BEHIND_PHRASES_KEPT -> split(asked, false, true);
        case DOUBLE_QUOTES_ALONE -> split(asked, true, false);
        case WITHOUT_QUOTES -> List.of(asked.replace(",", " ").strip().split("\\s+"));
        case WITHOUT_COMMAS -> List.of(asked.replace("\"", "").strip().split("\\s+"));
        case WHOLE -> List.of(asked.strip());
        case FIRST -> split.subList(0, 1);
        case LAST -> split.subList(split.size() - 1, split.size());
      };
    }

    private static List<String> split(String asked, boolean commas, boolean singleQuotes) {
      List<String> terms = new ArrayList<>();
      for (MatchResult each : PIECE.matcher(asked).results().toList()) {
        String piece = commas ? COMMAS.matcher(each.group()).replaceAll("") : each.group();
        Matcher phrase = PHRASE.matcher(piece);
        if (phrase.matches() && (singleQuotes || phrase.group(1) != null)) {
          terms.add(phrase.group(1) == null ? phrase.group(2) : phrase.group(1));
        } else {
          terms.addAll(List.of(piece.split(",")));
        }
      }
      return terms.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
    }
  }

  /** The terms that a row must have, and where. */
  enum Needed {
    EVERY,
    ANY,
    EVERY_IN_ONE_FIELD,
    EVERY_IN_ALL_JOINED
  }

  static SearchRule in(int fields) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < fields; i++) {
      all.add(i);
    }
    return new SearchRule(
        TextRule.ignoringCase(TextRule.Relation.CONTAINS), Terms.SPLIT, Needed.EVERY, all);
  }

  boolean selects(List<String> texts, String asked) {
    List<String> searched = fields.stream().map(texts::get).toList();
    List<String> wanted = terms.of(asked);
    Predicate<String> somewhere =
        term -> searched.stream().anyMatch(text -> item.selects(text, term));
    return switch (needed) {
      case EVERY -> wanted.stream().allMatch(somewhere);
      case ANY -> wanted.stream().anyMatch(somewhere);
      case EVERY_IN_ONE_FIELD ->
          searched.stream()
              .anyMatch(text -> wanted.stream().allMatch(term -> item.selects(text, term)));
      case EVERY_IN_ALL_JOINED -> {
        String joined = String.join(" ", searched);
        yield wanted.stream().allMatch(term -> item.selects(joined, term));
      }
    };
  }

  /** The rules that differ from this one in one thing, by what that is. */
  Map<String, SearchRule> neighbours() {
    Map<String, SearchRule> all = new LinkedHashMap<>();
    item.neighbours()
        .forEach((what, rule) -> all.put(what, new SearchRule(rule, terms, needed, fields)));
    // a term has no blanks around it
    all.remove("blanks");
    for (Terms other : Terms.values()) {
      all.put("terms " + other, new SearchRule(item, other, needed, fields));
    }
    for (Needed other : Needed.values()) {
      all.put("needed " + other, new SearchRule(item, terms, other, fields));
    }
    if (fields.size() == 1) {
      all.remove("needed " + Needed.EVERY_IN_ONE_FIELD);
      all.remove("needed " + Needed.EVERY_IN_ALL_JOINED);
    } else {
      for (Integer each : fields) {
        List<Integer> fewer = new ArrayList<>(fields);
        fewer.remove(each);
        all.put("field " + each, new SearchRule(item, terms, needed, fewer));
      }
    }
    all.values().removeIf(this::equals);
    return all;
  }
}
