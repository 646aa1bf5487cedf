package dev.roster.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.roster.server.audit.AuditEvent.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditFormatTest {
  private static AuditEvent event(String credential) {
    return new AuditEvent(
        42,
        Instant.parse("2026-11-22T10:00:00.1Z"),
        "token.created",
        Actor.OPERATOR,
        Optional.empty(),
        Optional.of(credential),
        Optional.empty(),
        Optional.empty(),
        Optional.of(7L),
        Optional.of(new UUID(0, 1)),
        Optional.of("rst_live_x"),
        Optional.empty(),
        Optional.empty(),
        "{\"scopes\": [\"read\", \"write\"]}");
  }

  private static List<List<String>> rows(String csv) {
    return CsvReader.builder().ofCsvRecord(csv).stream().map(CsvRecord::getFields).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\u0000=1",
        " =1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
        "\ufeff=1",
        "\ufeff\t",
        "=cmd|' /C calc'!A0"
      })
  void aCellThatASpreadsheetCouldTakeForAFormulaBeginsWithAnApostrophe(String text) {
    assertThat(CsvLine.cell(text)).isEqualTo("\"'" + text + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "", "a,b", "a\"b", "a;b", "a\r\nb", "x=1", "é ü 名", "a\\b", "'x"})
  void anyOtherCellIsReadBackAsItWas(String text) {
    assertThat(rows(AuditFormat.CSV.line(event(text))))
        .singleElement()
        .satisfies(row -> assertThat(row).hasSize(14))
        .satisfies(row -> assertThat(row.get(5)).isEqualTo(text));
  }

  @Test
  void aLineOfCsvHasACellForEachHeading() {
    String text = AuditFormat.CSV.header() + AuditFormat.CSV.line(event("ada"));

    assertThat(text).endsWith("\r\n");
    assertThat(rows(text).getFirst()).hasSize(14);
    assertThat(rows(text).getLast())
        .containsExactly(
            "42",
            "2026-11-22T10:00:00.100000Z",
            "token.created",
            "operator",
            "",
            "ada",
            "",
            "",
            "7",
            "00000000-0000-0000-0000-000000000001",
            "rst_live_x",
            "",
            "",
            "{\"scopes\": [\"read\", \"write\"]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "a\nb\u2028", "\"quoted\"", "é 名 \ud83d\ude00", "\u0001"})
  void aLineOfJsonIsExact(String text) throws Exception {
    String line = AuditFormat.JSONL.line(event(text));

    assertThat(line).endsWith("}\n");
    assertThat(line.substring(0, line.length() - 1)).doesNotContain("\n", "\r");
    JsonNode json = new JsonMapper().readTree(line);
    assertThat(json.get("credential").textValue()).isEqualTo(text);
    assertThat(json.get("at").textValue()).isEqualTo("2026-11-22T10:00:00.100000Z");
    assertThat(json.get("company_id").isNull()).isTrue();
    assertThat(json.get("detail").get("scopes").get(1).textValue()).isEqualTo("write");
    assertThat(String.join(",", (Iterable<String>) json::fieldNames) + "\r\n")
        .isEqualTo(AuditFormat.CSV.header());
  }
}
