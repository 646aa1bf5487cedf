package dev.roster.alignment.fuzz;

import dev.roster.openapi.Operation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as a server received it.
 *
 * @param path the path as it was sent, percent-encoded
 * @param query the query as it was sent, empty for none
 * @param headers the values by name, one for each line of the head
 */
record ReceivedRequest(
    String method, String path, String query, Map<String, List<String>> headers, String body) {

  /** The values of a header, in any case; one for each line. */
  List<String> header(String name) {
    return headers.entrySet().stream()
        .filter(each -> each.getKey().equalsIgnoreCase(name))
        .flatMap(each -> each.getValue().stream())
        .toList();
  }

  /** The names of the headers with more than one line. */
  List<String> repeatedHeaders() {
    return headers.keySet().stream().filter(name -> header(name).size() > 1).sorted().toList();
  }

  /** The values of a query parameter, read as those of a form. */
  List<String> queryValues(String name) {
    return Arrays.stream(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2 && decoded(pair[0]).equals(name))
        .map(pair -> decoded(pair[1]))
        .toList();
  }

  /** The values of a variable of the path of an operation; none if it is another path. */
  List<String> pathValues(Operation operation, String name) {
    Matcher sent =
        Pattern.compile(operation.path().replaceAll("\\{[^}]+}", "([^/]+)")).matcher(path);
    return sent.matches()
        // a plus is a plus in a path
        ? List.of(decoded(sent.group(1 + operation.variables().indexOf(name)).replace("+", "%2B")))
        : List.of();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "malformed: " + text;
    }
  }
}
