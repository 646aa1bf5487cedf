package dev.roster.alignment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red cells of check 5 lead to the line of the document. */
class ClientDifferencesTest {
  @Test
  void aDifferenceOfTheClientLeadsToTheLineOfTheDocumentedSuccess() {
    OpenApiDocument document = ExampleProject.coolset();
    Operation invite = document.operation("accounts_invitations_create").orElseThrow();

    List<Difference> found = ClientDifferences.of(invite, List.of("null is read"));

    assertThat(found).hasSize(1);
    int line = found.get(0).right().line();
    List<String> lines = document.text().lines().toList();
    assertThat(lines.get(line - 1).strip()).isEqualTo("'201':");
    assertThat(lines.subList(invite.place().line(), line))
        .noneMatch(between -> between.contains("operationId: ") && !between.contains(invite.id()));
  }
}
