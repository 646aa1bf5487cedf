package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.Interaction;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.OpenApiDocument;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red cells of check 3 lead to the line of the document. */
class RefusedInteractionTest {
  private static final OpenApiDocument DOCUMENT =
      RosterAlignment.CONFIG.document(RosterAlignment.COOLSET);
  private static final List<String> LINES = DOCUMENT.text().lines().toList();

  @Test
  void aRefusedInteractionLeadsToTheLineOfItsResponse() {
    Difference difference = difference("/api/accounts/users/me/", 200);

    int line = difference.left().line();
    assertThat(LINES.get(line - 1).strip()).isEqualTo("'200':");
    assertThat(line)
        .isEqualTo(DOCUMENT.operation("accounts_users_me").orElseThrow().responsePlace(200).line());
    assertThat(difference.right().text()).isEqualTo("expected 200 but was 500");
  }

  @Test
  void aStatusThatIsNotDocumentedLeadsToTheResponsesOfTheOperation() {
    int line = difference("/api/accounts/users/me/", 418).left().line();

    assertThat(LINES.get(line - 1).strip()).isEqualTo("responses:");
    assertThat(line)
        .isGreaterThan(DOCUMENT.operation("accounts_users_me").orElseThrow().place().line());
  }

  @Test
  void aPathThatIsNotDocumentedLeadsToThePaths() {
    int line = difference("/nowhere/", 200).left().line();

    assertThat(LINES.get(line - 1).strip()).isEqualTo("paths:");
  }

  private static Difference difference(String path, int status) {
    String pact =
        """
        {"consumer": {"name": "c"}, "provider": {"name": "%s"},
         "metadata": {"pactSpecification": {"version": "4.0"}},
         "interactions": [{"type": "Synchronous/HTTP", "description": "a request",
          "request": {"method": "GET", "path": "%s"}, "response": {"status": %d}}]}
        """
            .formatted(RosterAlignment.COOLSET, path, status);
    Interaction interaction =
        DefaultPactReader.INSTANCE
            .loadPact(new ByteArrayInputStream(pact.getBytes(StandardCharsets.UTF_8)))
            .getInteractions()
            .getFirst();
    return RefusedInteraction.difference(
        DOCUMENT, interaction, new AssertionError("expected 200 but was 500"));
  }
}
