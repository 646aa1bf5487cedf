package dev.roster.alignment.promise;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An entry of a list of promises.
 *
 * @param id empty for what promises nothing
 * @param document the name of the document of sentences and pointers; empty if it has none
 * @param says whole sentences
 * @param at JSON pointers, with an asterisk for one segment, of descriptions or of what is above
 *     them
 * @param texts the fingerprint of the descriptions at the pointers of a promise; empty if there are
 *     none
 * @param page the name of the page of the rows; empty if it has none
 * @param rows keys of rows
 */
record PromiseEntry(
    String id,
    String document,
    List<String> says,
    List<Pattern> at,
    String texts,
    String page,
    List<String> rows) {
  private static final Set<String> KNOWN =
      Set.of("id", "because", "document", "says", "at", "texts", "page", "rows");

  PromiseEntry {
    says = List.copyOf(says);
    at = List.copyOf(at);
    rows = List.copyOf(rows);
  }

  static PromiseEntry read(JsonNode node) {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!KNOWN.contains(name)) {
            throw new IllegalArgumentException("'" + name + "' in a promise is not understood.");
          }
        });
    String id = node.path("id").asText();
    if (id.isEmpty() == node.path("because").asText().isEmpty()) {
      throw new IllegalArgumentException("A promise has an id, anything else a reason: " + node);
    }
    if (!id.isEmpty() && !id.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("The id '" + id + "' is not of small letters and dashes.");
    }
    return new PromiseEntry(
        id,
        node.path("document").asText(),
        texts(node.path("says")).stream().map(Sentence::collapsed).toList(),
        texts(node.path("at")).stream().map(PromiseEntry::pattern).toList(),
        node.path("texts").asText(),
        node.path("page").asText(),
        texts(node.path("rows")));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Pattern pattern(String pointer) {
    return Pattern.compile(
        Pattern.quote(pointer).replace("*", "\\E[^/]*\\Q") + "(/.*)?", Pattern.DOTALL);
  }

  boolean covers(String ofDocument, Sentence sentence) {
    return document.equals(ofDocument) && (says.contains(sentence.text()) || isAt(sentence));
  }

  private boolean isAt(Sentence sentence) {
    return at.stream().anyMatch(each -> each.matcher(sentence.place().pointer()).matches());
  }

  /** The fingerprint of those of these sentences that stand at the pointers. */
  String fingerprint(List<Sentence> sentences) {
    List<String> here = sentences.stream().filter(this::isAt).map(Sentence::text).sorted().toList();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", here).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean covers(String ofPage, PageRow row) {
    return page.equals(ofPage) && rows.contains(row.key());
  }
}
