package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The links between the pages of the repository, and the way of a reader to each of them. */
class DocumentationTest {
  private static final Path ROOT = DocumentationPages.ROOT;
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : DocumentationPages.all()) {
      for (String link : links(page)) {
        links++;
        String file = link.replaceFirst("#.*", "");
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
        if (!Files.exists(target)) {
          broken.add(ROOT.relativize(page) + ": " + link);
        } else if (!anchor.isEmpty()
            && target.toString().endsWith(".md")
            && !anchors(target).contains(anchor)) {
          broken.add(ROOT.relativize(page) + ": no heading for " + link);
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(500);
  }

  @Test
  void aReaderReachesEveryPageFromTheFirst() throws IOException {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> next = new ArrayDeque<>(List.of(ROOT.resolve("README.md")));
    while (!next.isEmpty()) {
      Path page = next.pop();
      if (reached.add(page)) {
        links(page).stream()
            .map(link -> link.replaceFirst("#.*", ""))
            .filter(link -> link.endsWith(".md"))
            .map(link -> page.resolveSibling(link).normalize())
            .filter(Files::exists)
            .forEach(next::add);
      }
    }

    assertThat(DocumentationPages.all()).allSatisfy(page -> assertThat(reached).contains(page));
    assertThat(DocumentationPages.all()).hasSizeGreaterThan(40);
  }

  /** The index is one step from the first page and one from each page of its folder. */
  @Test
  void theIndexNamesEveryPageOfItsFolder() throws IOException {
    Path index = ROOT.resolve("docs").resolve("README.md");
    List<Path> named =
        links(index).stream()
            .map(link -> index.resolveSibling(link.replaceFirst("#.*", "")).normalize())
            .toList();

    try (Stream<Path> files = Files.list(index.getParent())) {
      assertThat(
              files.filter(file -> file.toString().endsWith(".md")).filter(f -> !f.equals(index)))
          .hasSizeGreaterThan(20)
          .allSatisfy(page -> assertThat(named).contains(page));
    }
  }

  /** The links of a page to files of the repository. */
  private static List<String> links(Path page) {
    List<String> links = new ArrayList<>();
    Matcher link =
        LINK.matcher(
            CODE.matcher(FENCE.matcher(DocumentationPages.text(page)).replaceAll(""))
                .replaceAll(""));
    while (link.find()) {
      if (!link.group(1).matches("[a-z]+:.*")) {
        links.add(link.group(1));
      }
    }
    return links;
  }

  /** The anchors that GitHub makes of the headings of a page. */
  private static Set<String> anchors(Path page) {
    Set<String> anchors = new TreeSet<>();
    Map<String, Integer> seen = new HashMap<>();
    Matcher heading = HEADING.matcher(FENCE.matcher(DocumentationPages.text(page)).replaceAll(""));
    while (heading.find()) {
      String text = heading.group(1).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
      String anchor =
          text.strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}_ -]", "")
              .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }
}
