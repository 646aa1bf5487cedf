package dev.roster.server.coolset.django;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the {@code search} parameter like {@code search_smart_split} of Django REST Framework 3.15
 * and later: at blanks and commas, with quoted phrases kept whole.
 */
final class SearchTerms {
  private final int[] text;

  private SearchTerms(String text) {
    this.text = text.codePoints().toArray();
  }

  static List<String> split(String search) {
    List<String> terms = new ArrayList<>();
    for (String piece : new SearchTerms(search).pieces()) {
      String term = PythonText.stripCommas(piece);
      if (isQuoted(term)) {
        terms.add(unquote(term));
      } else {
        for (String part : term.split(",")) {
          if (!part.isEmpty()) {
            terms.add(PythonText.strip(part));
          }
        }
      }
    }
    return terms;
  }

  private static boolean isQuoted(String term) {
    return (term.startsWith("\"") || term.startsWith("'"))
        && term.charAt(0) == term.charAt(term.length() - 1);
  }

  private static String unquote(String term) {
    String quote = term.substring(0, 1);
    String inner = term.length() < 2 ? "" : term.substring(1, term.length() - 1);
    return inner.replace("\\" + quote, quote).replace("\\\\", "\\");
  }

  /** {@code django.utils.text.smart_split}. */
  private List<String> pieces() {
    List<String> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length) {
      if (PythonText.isSpace(text[at])) {
        at++;
        continue;
      }
      int end = endWithQuotes(at);
      if (end < 0) {
        end = at;
        while (end < text.length && !PythonText.isSpace(text[end])) {
          end++;
        }
      }
      pieces.add(new String(text, at, end - at));
      at = end;
    }
    return pieces;
  }

  /** The end of a piece that holds at least one whole quoted phrase, -1 if none begins here. */
  private int endWithQuotes(int from) {
    int at = skipPlain(from);
    int end = -1;
    while (at < text.length && (text[at] == '"' || text[at] == '\'')) {
      int closing = closingQuote(at);
      if (closing < 0) {
        break;
      }
      at = skipPlain(closing + 1);
      end = at;
    }
    return end;
  }

  private int skipPlain(int from) {
    int at = from;
    while (at < text.length
        && text[at] != '"'
        && text[at] != '\''
        && !PythonText.isSpace(text[at])) {
      at++;
    }
    return at;
  }

  private int closingQuote(int opening) {
    int at = opening + 1;
    while (at < text.length && text[at] != text[opening]) {
      boolean escapes = text[at] == '\\';
      if (escapes && (at + 1 >= text.length || text[at + 1] == '\n')) {
        return -1;
      }
      at += escapes ? 2 : 1;
    }
    return at < text.length ? at : -1;
  }
}
