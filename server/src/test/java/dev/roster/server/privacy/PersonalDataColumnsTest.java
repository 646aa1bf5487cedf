package dev.roster.server.privacy;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of docs/privacy.md to the schema, and an erasure to the table: a column that
 * somebody adds has to be classified, filled here, and erased.
 */
class PersonalDataColumnsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "privacy.md");
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  @AutoClose private final PrivacyFixture fixture = new PrivacyFixture();

  /** A column as the document classifies it. */
  private record Column(String table, String name, String about, String afterwards) {
    String qualified() {
      return table + "." + name;
    }
  }

  private static List<Column> documented() throws IOException {
    String text = Files.readString(DOCUMENT);
    return text.substring(text.indexOf("## Every column"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"))
        .flatMap(cells ->
            NAME.matcher(cells[2])
                .results()
                .map(name ->
                    new Column(
                        cells[1].replace("`", "").strip(),
                        name.group(1),
                        cells[3].strip(),
                        cells[4].strip())))
        .toList();
  }

  private List<String> tables() {
    return fixture.directory.texts(
        """
        SELECT table_name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1
        """);
  }

  @Test
  void everyColumnOfTheSchemaIsClassified() throws IOException {
    assertThat(documented())
        .extracting(Column::qualified)
        .containsExactlyInAnyOrderElementsOf(
            fixture.directory.texts(
                """
                SELECT table_name || '.' || column_name FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                """));
    assertThat(documented()).extracting(Column::about).containsOnly("yes", "as pseudonyms", "no");
  }

  @Test
  void everyColumnAboutAUserIsFilledByThisTest() throws IOException {
    assertThat(documented())
        .filteredOn(column -> !column.about().equals("no"))
        .allSatisfy(column ->
            assertThat(
                    fixture.directory.count(
                        "SELECT count(%s) FROM %s".formatted(column.name(), column.table())))
                .as(column.qualified())
                .isPositive());
    assertThat(PrivacyFixture.CANARIES)
        .allSatisfy(canary -> assertThat(holding(canary)).isNotEmpty());
  }

  @Test
  void anErasureLeavesNothingOfTheUserInAnyTable() throws IOException {
    assertThat(ErasureServiceTest.erasing(fixture, AUDIT).erase(OPERATOR, PrivacyFixture.CANARY))
        .isPresent();

    assertThat(PrivacyFixture.CANARIES).allSatisfy(canary -> assertThat(holding(canary)).isEmpty());
    for (Column column : documented()) {
      if (column.about().equals("yes") && column.afterwards().equals("deleted")) {
        assertThat(referring(column)).as(column.qualified()).isZero();
      }
    }
  }

  /** The rows of every table that hold the text. */
  private List<String> holding(String canary) {
    List<String> found = new ArrayList<>();
    for (String table : tables()) {
      fixture.directory.texts("SELECT t::text FROM " + table + " t").stream()
          .filter(row -> row.toLowerCase(Locale.ROOT).contains(canary))
          .forEach(row -> found.add(table + " " + row));
    }
    return found;
  }

  /** The rows that name the user by the id. */
  private long referring(Column column) {
    return column.name().endsWith("person_id")
        ? fixture.directory.count(
            "SELECT count(*) FROM %s WHERE %s = ?".formatted(column.table(), column.name()),
            fixture.person)
        : 0;
  }
}
