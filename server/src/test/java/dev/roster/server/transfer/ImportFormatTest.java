package dev.roster.server.transfer;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.directory.CompanyType;
import dev.roster.server.directory.UserStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of docs/import-format.md list the columns that the import reads. */
class ImportFormatTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "import-format.md");
  private static final Pattern TABLE =
      Pattern.compile("^## (\\w+\\.csv)$(?:(?!^## )[^|])*((?:^\\|.*\\n)+)", Pattern.MULTILINE);
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (.*) \\| (.*) \\|$", Pattern.MULTILINE);

  private record Row(String column, String type, String ifMissing) {}

  private static Map<String, List<Row>> tables() throws IOException {
    Map<String, List<Row>> tables = new LinkedHashMap<>();
    Matcher table = TABLE.matcher(Files.readString(DOCUMENT));
    while (table.find()) {
      List<Row> rows =
          ROW.matcher(table.group(2))
              .results()
              .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
              .toList();
      tables.put(table.group(1), rows);
    }
    return tables;
  }

  private static List<Row> rows(CsvSchema schema) throws IOException {
    return tables().get(schema.fileName());
  }

  @Test
  void everyFileHasATable() throws IOException {
    assertThat(tables().keySet())
        .containsExactlyElementsOf(CsvSchema.all().map(CsvSchema::fileName).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aTableListsTheColumnsOfItsFile(CsvSchema schema) throws IOException {
    assertThat(rows(schema))
        .extracting(Row::column)
        .containsExactlyElementsOf(schema.columns().stream().map(CsvColumn::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aTableTellsTheTypeOfEachColumn(CsvSchema schema) throws IOException {
    assertThat(rows(schema))
        .allSatisfy(row ->
            assertThat(row.type())
                .as(row.column())
                .startsWith(type(schema.column(row.column()).orElseThrow().type())));
  }

  private static String type(CellType type) {
    return switch (type) {
      case TEXT, NAME, IDENTIFIER, COUNTRY, URL -> "text";
      case ID -> "id";
      case INTEGER -> "integer";
      case DECIMAL -> "decimal";
      case GUID, KEY -> "uuid";
      case BOOLEAN -> "boolean";
      case TIMESTAMP -> "instant";
      case DATE -> "date";
      case JSON_OBJECT -> "json";
      case NAMES, IDENTIFIERS -> "list of ";
      case EMAIL -> "a bare e-mail address";
      case LOCALE -> "locale";
      case COMPANY_TYPE -> oneOf(CompanyType.codes());
      case STATUS -> oneOf(UserStatus.names());
      case TOKEN -> "any opaque text";
    };
  }

  private static String oneOf(List<String> values) {
    return values.stream().collect(joining("`, `", "one of `", "`"));
  }

  @ParameterizedTest
  @EnumSource
  void aTableTellsWhatAMissingColumnMeans(CsvSchema schema) throws IOException {
    assertThat(rows(schema))
        .allSatisfy(row ->
            assertThat(row.ifMissing())
                .as(row.column())
                .matches(ifMissing(schema.column(row.column()).orElseThrow())));
  }

  private static String ifMissing(CsvColumn column) {
    if (column.required()) {
      return "needed";
    }
    return switch (column.ifMissing()) {
      // what the import makes of a null is told in words
      case null -> column.imported().equals(column.name()) ? "null(: .+)?" : "(?!null$|needed$).+";
      case "" -> "empty";
      case "{}" -> "none";
      case "{read,write,admin}" -> "all three";
      case String value -> "`" + Pattern.quote(value) + "`";
    };
  }
}
