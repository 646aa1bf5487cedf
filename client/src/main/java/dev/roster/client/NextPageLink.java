package dev.roster.client;

import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the offset at which a list continues. */
final class NextPageLink {
  private static final Pattern OFFSET = Pattern.compile("[?&]offset=(\\d{1,9})(?=[&#]|$)");
  private static final Pattern LINK = Pattern.compile("<([^>]*)>((?:\"[^\"]*\"|[^\",])*)");
  private static final Pattern RELATIONS =
      Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))", Pattern.CASE_INSENSITIVE);

  private NextPageLink() {}

  /**
   * The offset of the next page of a list that is no object: from the header {@code Link}, else
   * from the total. A server that sends neither is asked until a page is empty, for it may cut
   * pages shorter than they were asked for.
   */
  static OptionalInt after(Page<?> page, int offset, HttpHeaders headers) {
    int end = offset + page.items().size();
    OptionalLong total = page.total();
    List<String> links = headers.allValues("Link");
    Optional<String> next = next(links);
    if (next.isPresent()) {
      return OptionalInt.of(offsetAfter(offset, page.items().size(), next.get()));
    }
    boolean more = total.isPresent() ? end < total.getAsLong() : links.isEmpty();
    return more && !page.items().isEmpty() ? OptionalInt.of(end) : OptionalInt.empty();
  }

  /**
   * Of the link to the next page only the offset is used: its host need not be the one we trust.
   */
  static int offsetAfter(int offset, int size, String next) {
    Matcher matcher = OFFSET.matcher(next);
    int stated = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    return stated > offset ? stated : offset + size;
  }

  private static Optional<String> next(List<String> links) {
    return links.stream()
        .flatMap(header -> LINK.matcher(header).results())
        .filter(link -> isNext(link.group(2)))
        .map(link -> link.group(1))
        .findFirst();
  }

  private static boolean isNext(String parameters) {
    return RELATIONS.matcher(parameters).results().findFirst().map(NextPageLink::relations).stream()
        .flatMap(relations -> Arrays.stream(relations.split("\\s+")))
        .anyMatch("next"::equalsIgnoreCase);
  }

  private static String relations(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }
}
