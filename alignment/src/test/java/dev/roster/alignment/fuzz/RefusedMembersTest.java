package dev.roster.alignment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.AlignmentConfig.RefusalTexts;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.fuzz.RawHttpClient.Response;
import dev.roster.openapi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document that allows 1024 characters, and a server that says how many it takes. */
class RefusedMembersTest {
  private static final Operation INVITE =
      ExampleProject.coolset().operation("accounts_invitations_create").orElseThrow();

  @ParameterizedTest
  @ValueSource(strings = {"Too long: 1024 characters.", "Too long: 1024", "Too long: ", "Bad."})
  void aRefusalThatFitsTheDocumentIsNoObjection(String refusal) {
    assertThat(objections(refusal)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Too long: 1000 characters.", "Too long: 10240", "Too long: 102."})
  void aRefusalWithAnotherLimitThanTheDocumentIsAnObjection(String refusal) {
    assertThat(objections(refusal)).containsExactly("refuses email, which is allowed: " + refusal);
  }

  private static List<String> objections(String refusal) {
    RefusalTexts texts = new RefusalTexts("Missing.", "Null.", "Too long: ");
    String body = "{\"email\": [\"" + refusal + "\"]}";
    Response response = new Response(400, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    return RefusedMembers.undocumented(INVITE, texts, response);
  }
}
