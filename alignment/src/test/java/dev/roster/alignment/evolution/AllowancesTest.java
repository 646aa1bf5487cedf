package dev.roster.alignment.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowancesTest {
  private static final OpenApiDocument DOCUMENT = ExampleProject.coolset();

  @TempDir Path folder;

  @Test
  void aLineAllowsTheChangeOfItsNameAlone() throws IOException {
    Allowances one = allowances("list 200 header X-Left added {type: string}\tit was sent before");

    assertThat(one.allow(change("list", "200 header X-Left added {type: string}"))).isTrue();
    assertThat(one.allow(change("list", "200 header X-Left added {type: integer}"))).isFalse();
    assertThat(one.allow(change("read", "200 header X-Left added {type: string}"))).isFalse();
  }

  @Test
  void aLineWithAsterisksAllowsItsNumberOfChanges() throws IOException {
    Allowances several = allowances("* header X-Left added\t2\tthey were sent before");
    List<DocumentChange> two =
        List.of(
            change("list", "200 header X-Left added"), change("read", "404 header X-Left added"));

    assertThat(two).allMatch(several::allow);
    assertThat(several.unused(two)).isEmpty();
    assertThat(several.unused(two.subList(0, 1)))
        .containsExactly("* header X-Left added (1 changes, not 2)");
  }

  @Test
  void aLineAboutNoChangeIsUnused() throws IOException {
    assertThat(allowances("# a comment", "", "list 404 removed\tnobody got it").unused(List.of()))
        .containsExactly("list 404 removed (0 changes, not 1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list 404 removed",
        "list 404 removed\t",
        "list 404 removed\t1\tbecause",
        "* removed\tmany\tbecause"
      })
  void aLineWithoutReasonOrWithAWrongNumberIsRefused(String line) {
    assertThatThrownBy(() -> allowances(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(line);
  }

  @Test
  void withoutAFileNothingIsAllowed() {
    assertThat(Allowances.read(folder.resolve("none.tsv")).allow(change("list", "404 removed")))
        .isFalse();
  }

  @Test
  void whatIsNewMayNotGoBeforeItIsReleased() {
    String header =
        "            X-RateLimit-Reset: {$ref: '#/components/headers/RateLimitReset'}\n";
    int last = DOCUMENT.text().lastIndexOf(header);
    String without =
        DOCUMENT.text().substring(0, last) + DOCUMENT.text().substring(last + header.length());
    OpenApiDocument changed = OpenApiDocument.parse(DOCUMENT.name(), without);

    assertThat(new DocumentOverTime(ExampleProject.CONFIG).differences(changed)).isNotEmpty();
  }

  private Allowances allowances(String... lines) throws IOException {
    return Allowances.read(Files.write(folder.resolve("allowed.tsv"), List.of(lines)));
  }

  private static DocumentChange change(String operation, String what) {
    return new DocumentChange(
        Severity.HARMLESS, operation, what, "", DOCUMENT.at("/paths"), DOCUMENT.at("/paths"));
  }
}
