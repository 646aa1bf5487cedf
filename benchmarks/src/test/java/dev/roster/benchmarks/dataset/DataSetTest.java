package dev.roster.benchmarks.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
  private static final Path FORMAT = Path.of("../docs/import-format.md");
  private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

  @TempDir private Path folder;

  @Test
  void theSameSizeGivesTheSameFiles() throws IOException {
    DataSet.write(1000, folder.resolve("a"));
    DataSet.write(1000, folder.resolve("b"));

    assertThat(contents(folder.resolve("a"))).hasSize(6).isEqualTo(contents(folder.resolve("b")));
  }

  @Test
  void filesAndColumnsAreThoseOfTheImport() throws IOException {
    DataSet.write(1000, folder);
    String format = Files.readString(FORMAT);

    for (Map.Entry<String, String> file : contents(folder).entrySet()) {
      List<String> header = List.of(file.getValue().lines().findFirst().orElseThrow().split(","));
      assertThat(columns(format, file.getKey())).as(file.getKey()).containsAll(header);
    }
  }

  @Test
  void theCallersHaveFiftyCompaniesAndOne() throws IOException {
    DataSet.write(1000, folder);

    List<String> memberships = Files.readAllLines(folder.resolve("memberships.csv"));

    assertThat(memberships).filteredOn(row -> row.split(",")[1].equals("1")).hasSize(50);
    assertThat(memberships).filteredOn(row -> row.split(",")[1].equals("3")).hasSize(1);
    assertThat(memberships).filteredOn(row -> row.split(",")[2].equals("1")).hasSize(200);
    assertThat(Files.readAllLines(folder.resolve("users.csv"))).hasSize(1001);
  }

  @Test
  void aMillionUsersNeedNoOtherRowsThanAThousand() throws IOException {
    DataSet.write(1000, folder.resolve("few"));
    DataSet.write(20_000, folder.resolve("many"));

    assertThat(Files.readAllLines(folder.resolve("many/users.csv")).subList(0, 1001))
        .isEqualTo(Files.readAllLines(folder.resolve("few/users.csv")));
    assertThat(Files.readAllLines(folder.resolve("many/tokens.csv")))
        .isEqualTo(Files.readAllLines(folder.resolve("few/tokens.csv")));
  }

  @Test
  void fewerUsersThanTokensAreRefused() {
    assertThatThrownBy(() -> DataSet.write(999, folder))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private static List<String> columns(String format, String file) {
    int begin = format.indexOf("\n## " + file + "\n");
    assertThat(begin).as("section " + file).isPositive();
    int end = format.indexOf("\n## ", begin + 1);
    Matcher row = ROW.matcher(format.substring(begin, end));
    List<String> columns = new ArrayList<>();
    while (row.find()) {
      columns.add(row.group(1));
    }
    return columns;
  }
}
