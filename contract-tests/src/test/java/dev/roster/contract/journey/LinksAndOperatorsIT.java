package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.SharedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Effects of what happens beside the contracts: an invitee uses the link of the mail, an operator
 * works at a terminal.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.JOURNEYS)
class LinksAndOperatorsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private Map<String, Object> state;
  private String email;

  @BeforeEach
  void begin() {
    state = SharedServer.roster().set("a company in both contracts");
    email = UUID.randomUUID() + "@example.org";
  }

  @AfterAll
  void close() {
    http.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(SharedServer.roster().baseUri() + path))
        .header("Content-Type", "application/json");
  }

  private HttpRequest.Builder asCaller(String path) {
    return to(path).header("Authorization", "Bearer " + state.get("token"));
  }

  private HttpResponse<String> invite(String key) throws IOException, InterruptedException {
    String body = "{\"email\": \"" + email + "\", \"auth_group\": 3}";
    return send(
        asCaller("/api/accounts/invitations/")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode user() throws IOException, InterruptedException {
    HttpResponse<String> found = send(asCaller("/api/accounts/users/?search=" + email));
    return JSON.readTree(found.body()).path(0);
  }

  /** Accepts the invitation as the page of the link does. */
  private String accept(HttpResponse<String> invited) throws IOException, InterruptedException {
    UUID id = UUID.fromString(JSON.readTree(invited.body()).path("id").asText());
    String form =
        "{\"secret\": \"%s\", \"first_name\": \"Katherine\", \"last_name\": \"Johnson\"}"
            .formatted(SharedServer.roster().secretOf(id));
    HttpResponse<String> accepted = send(to("/accept").POST(BodyPublishers.ofString(form)));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
    return accepted.body();
  }

  @Test
  @Tag("promise:invite")
  void anInviteeHasTheNamesOfTheForm() throws Exception {
    assertThat(accept(invite(UUID.randomUUID().toString()))).contains("Green Grocers", "EDITOR");

    JsonNode user = user();
    assertThat(user.path("email").asText()).isEqualTo(email);
    assertThat(user.path("first_name").asText()).isEqualTo("Katherine");
    assertThat(user.path("last_name").asText()).isEqualTo("Johnson");
    HttpResponse<String> tenant =
        send(
            to("/api/users/" + state.get("tenant_id") + "/null")
                .header("x-api-compleat-key", String.valueOf(state.get("key")))
                .header("x-api-version", "1"));
    assertThat(tenant.body()).contains(email, "Katherine", "Johnson");
  }

  @Test
  @Tag("promise:idempotency-key-kept")
  void theKeyOfAnErasedInviteeInvitesAnewOnce() throws Exception {
    String key = UUID.randomUUID().toString();
    HttpResponse<String> first = invite(key);
    accept(first);

    assertThat(SharedServer.roster().erase(email)).isTrue();
    assertThat(user().isMissingNode()).isTrue();
    HttpResponse<String> anew = invite(key);
    HttpResponse<String> again = invite(key);

    assertThat(anew.statusCode()).as(anew.body()).isEqualTo(201);
    assertThat(anew.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(JSON.readTree(anew.body()).path("id").asText())
        .isNotEqualTo(JSON.readTree(first.body()).path("id").asText());
    assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(again.body()).isEqualTo(anew.body());
  }

  @Test
  void aSuspendedUserIsRefusedUntilReinstated() throws Exception {
    String own =
        JSON.readTree(send(asCaller("/api/accounts/users/me/")).body()).path("email").asText();

    assertThat(SharedServer.roster().suspend(own)).isTrue();
    assertThat(send(asCaller("/api/accounts/users/me/")).statusCode()).isEqualTo(401);
    assertThat(SharedServer.roster().reinstate(own)).isTrue();
    assertThat(send(asCaller("/api/accounts/users/me/")).statusCode()).isEqualTo(200);
  }

  /** The suspension may be of another tenant, so that who invited is not told of it. */
  @Test
  void aSuspensionOfAnInviteeIsNotTold() throws Exception {
    state = SharedServer.roster().set("an invitation of a user of another company");
    String path = "/api/accounts/invitations/" + state.get("invitation_id") + "/";
    String before = send(asCaller(path)).body();

    assertThat(SharedServer.roster().suspend(state.get("invited_email").toString())).isTrue();

    assertThat(JSON.readTree(before).path("is_existing_user").asBoolean()).isTrue();
    assertThat(send(asCaller(path)).body()).isEqualTo(before);
  }
}
