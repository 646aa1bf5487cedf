package dev.roster.alignment.promise;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list of promises: the sentences of documents and the rows of pages that promise behaviour, each
 * with an id that tests and journeys name which prove it. Finds sentences and rows that are not
 * listed, listed ones that are gone, promises without proof and proofs without promise.
 */
public final class Promises {
  private static final Pattern TAG = Pattern.compile("\"promise:([a-z0-9-]+)\"");

  private final List<PromiseEntry> entries = new ArrayList<>();
  private final List<OpenApiDocument> documents;
  private final Map<String, List<PageRow>> pages = new LinkedHashMap<>();

  /**
   * The findings about an operation.
   *
   * @param operation the operationId; {@code *} for what concerns a document as a whole
   * @param promises the number of sentences and rows that were looked at
   */
  public record Outcome(
      String document, String operation, int promises, List<Difference> differences) {
    public Outcome {
      differences = List.copyOf(differences);
    }
  }

  private Promises(JsonNode root, Path list, List<OpenApiDocument> documents) throws IOException {
    this.documents = List.copyOf(documents);
    root.path("promises").forEach(each -> entries.add(PromiseEntry.read(each)));
    root.path("none").forEach(each -> entries.add(PromiseEntry.read(each)));
    for (Map.Entry<String, JsonNode> page : root.path("pages").properties()) {
      List<String> sections = new ArrayList<>();
      page.getValue().forEach(each -> sections.add(each.asText()));
      List<String> lines = Files.readAllLines(list.resolveSibling(page.getKey()));
      pages.put(page.getKey(), PageRow.of(lines, sections));
    }
  }

  /**
   * Reads a list; its pages are found beside it.
   *
   * @throws IllegalArgumentException if it says something that is not understood
   */
  public static Promises read(Path list, List<OpenApiDocument> documents) {
    try {
      JsonNode root =
          new YAMLMapper(
                  YAMLFactory.builder()
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .build())
              .readTree(list.toFile());
      return new Promises(root, list, documents);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * The ids that tests name by a tag {@code "promise:ID"}, with the names of their files.
   *
   * @param folders of Java sources
   */
  public static Map<String, Set<String>> tagged(List<Path> folders) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          TAG.matcher(Files.readString(file))
              .results()
              .map(MatchResult::group)
              .map(tag -> tag.substring("\"promise:".length(), tag.length() - 1))
              .forEach(id ->
                  found
                      .computeIfAbsent(id, each -> new TreeSet<>())
                      .add(String.valueOf(file.getFileName())));
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return found;
  }

  /** The ids of all promises. */
  public Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    entries.forEach(each -> ids.add(each.id()));
    ids.remove("");
    return ids;
  }

  /**
   * Compares promises, documents, pages and proofs.
   *
   * @param proofs the names of what proves a promise, by its id
   */
  public List<Outcome> verify(Map<String, Set<String>> proofs) {
    List<Outcome> outcomes = new ArrayList<>();
    documents.forEach(document -> outcomes.addAll(verify(document, proofs)));
    String first = documents.get(0).name();
    int rows = pages.values().stream().mapToInt(List::size).sum();
    outcomes.add(
        new Outcome(first, Sentence.WHOLE_DOCUMENT, rows + entries.size(), aboutTheList(proofs)));
    return outcomes;
  }

  private List<Outcome> verify(OpenApiDocument document, Map<String, Set<String>> proofs) {
    Map<String, List<Sentence>> byOperation =
        Sentence.of(document).stream()
            .collect(groupingBy(Sentence::operation, TreeMap::new, toList()));
    List<Outcome> outcomes = new ArrayList<>();
    byOperation.forEach((operation, sentences) ->
        outcomes.add(
            new Outcome(
                document.name(),
                operation,
                sentences.size(),
                sentences.stream()
                    .flatMap(each -> about(document, each, proofs).stream())
                    .toList())));
    return outcomes;
  }

  private List<Difference> about(
      OpenApiDocument document, Sentence sentence, Map<String, Set<String>> proofs) {
    List<PromiseEntry> covering =
        entries.stream().filter(each -> each.covers(document.name(), sentence)).toList();
    Side said = new Side("document", sentence.text(), sentence.place().line());
    if (covering.isEmpty()) {
      return List.of(
          new Difference("a sentence", said, new Side("promises", "does not list it", 0)));
    }
    return covering.stream()
        .map(PromiseEntry::id)
        .filter(id -> !id.isEmpty() && !proofs.containsKey(id))
        .map(
            id -> new Difference("the promise " + id, said, new Side("tests", "none proves it", 0)))
        .toList();
  }

  /** Faults that no line of a document is about; they are told at its first line. */
  private List<Difference> aboutTheList(Map<String, Set<String>> proofs) {
    List<String> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (PromiseEntry entry : entries) {
      if (!entry.id().isEmpty() && !ids.add(entry.id())) {
        faults.add("two promises have the id " + entry.id());
      }
      faults.addAll(gone(entry));
    }
    pages.forEach((page, rows) -> rows.forEach(row -> faults.addAll(about(page, row, proofs))));
    proofs.forEach((id, names) -> {
      if (!ids.contains(id)) {
        faults.add("there is no promise " + id + ", which is named by " + names);
      }
    });
    return faults.stream()
        .map(fault ->
            new Difference(
                "the list of promises",
                new Side("promises", fault, 0),
                new Side("document", "", 1)))
        .toList();
  }

  private List<String> about(String page, PageRow row, Map<String, Set<String>> proofs) {
    List<PromiseEntry> covering = entries.stream().filter(each -> each.covers(page, row)).toList();
    if (covering.isEmpty()) {
      return List.of(page + ", line " + row.line() + ": the row " + row.key() + " is not listed");
    }
    return covering.stream()
        .map(PromiseEntry::id)
        .filter(id -> !id.isEmpty() && !proofs.containsKey(id))
        .map(id -> page + ", line " + row.line() + ": no test proves the promise " + id)
        .toList();
  }

  /** The sentences, pointers and rows of an entry that are not there any more. */
  private List<String> gone(PromiseEntry entry) {
    List<String> faults = new ArrayList<>();
    List<Sentence> sentences =
        documents.stream()
            .filter(each -> each.name().equals(entry.document()))
            .flatMap(each -> Sentence.of(each).stream())
            .toList();
    for (String said : entry.says()) {
      if (sentences.stream().noneMatch(each -> each.text().equals(said))) {
        faults.add("no description of " + entry.document() + " says any more: " + said);
      }
    }
    for (Pattern at : entry.at()) {
      if (sentences.stream().noneMatch(each -> at.matcher(each.place().pointer()).matches())) {
        faults.add("nothing of " + entry.document() + " has a description at " + at);
      }
    }
    boolean pinned = !entry.id().isEmpty() && !entry.at().isEmpty();
    String texts = pinned ? entry.fingerprint(sentences) : "";
    if (!texts.equals(entry.texts())) {
      faults.add(
          "the descriptions of %s at the pointers of '%s' changed; see that it is still proved, then write 'texts: \"%s\"'"
              .formatted(entry.document(), entry.id(), texts));
    }
    for (String row : entry.rows()) {
      if (pages.getOrDefault(entry.page(), List.of()).stream()
          .noneMatch(each -> each.key().equals(row))) {
        faults.add(entry.page() + " has no row " + row);
      }
    }
    return faults;
  }
}
