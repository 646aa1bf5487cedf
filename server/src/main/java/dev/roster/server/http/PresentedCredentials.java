package dev.roster.server.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The credentials in the headers of a request, valid or not, by which logs and spans recognize them
 * where they do not belong. Belongs to the request, as its headers do; not safe for use by several
 * threads.
 */
public final class PresentedCredentials {
  /** Those of a request without headers. */
  static final PresentedCredentials NONE = new PresentedCredentials(HttpFields.EMPTY);

  /** The header with the key of a tenant. */
  static final String KEY = "x-api-compleat-key";

  /** No credential is shorter, not even an imported one, and the names of most schemes are. */
  private static final int SHORTEST = 8;

  /** The length of a part: {@link SecretMask#SHORTEST} without the hyphens that it may have. */
  private static final int PART = SecretMask.SHORTEST - 8;

  /** More is what no client presents by mistake. */
  private static final int MOST = 8;

  private static final String LONG_WORD = "x".repeat(SecretMask.SHORTEST);

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final HttpFields headers;
  private @Nullable List<String> words;

  private PresentedCredentials(HttpFields headers) {
    this.headers = headers;
  }

  /** Those of a request with these headers, which are read when something is searched for them. */
  public static PresentedCredentials of(HttpFields headers) {
    return new PresentedCredentials(headers);
  }

  private List<String> words() {
    List<String> known = words;
    if (known == null) {
      known = words(headers);
      words = known;
    }
    return known;
  }

  private static List<String> words(HttpFields headers) {
    return headers.stream()
        .filter(field -> field.is(HttpHeader.AUTHORIZATION.asString()) || field.is(KEY))
        .map(HttpField::getValue)
        .filter(value -> value != null)
        .flatMap(value -> Arrays.stream(BLANKS.split(value)))
        .filter(word -> word.length() >= SHORTEST)
        .distinct()
        .limit(MOST)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  /** Reports whether a text holds one of them. */
  public boolean standIn(String text) {
    return words().stream().anyMatch(text::contains);
  }

  /**
   * Reports whether an id that the client chose holds one of them or a long part of one, with or
   * without hyphens and in either case.
   */
  public boolean standInId(String id) {
    String letters = letters(id);
    return words().stream()
        .map(PresentedCredentials::letters)
        .anyMatch(word -> letters.contains(word) || sharePart(letters, word));
  }

  /** Takes time in proportion to both lengths, since both come from the client. */
  private static boolean sharePart(String text, String word) {
    Set<String> ofWord = parts(word).collect(Collectors.toSet());
    return parts(text).anyMatch(ofWord::contains);
  }

  private static Stream<String> parts(String text) {
    return IntStream.rangeClosed(PART, text.length())
        .mapToObj(end -> text.substring(end - PART, end));
  }

  private static String letters(String text) {
    return text.replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** The text with a word of {@link SecretMask#SHORTEST} characters in place of each of them. */
  String lengthenedIn(String text) {
    if (!standIn(text)) {
      return text;
    }
    // in one pass: what takes the place of a credential may hold another one
    String any = words().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return text.replaceAll(any, LONG_WORD);
  }
}
