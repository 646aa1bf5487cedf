package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.testkit.Fault;
import dev.roster.testkit.RecordedRequest;
import dev.roster.testkit.Role;
import dev.roster.testkit.Roster;
import dev.roster.testkit.RosterInstance;
import dev.roster.testkit.RosterTest;
import dev.roster.testkit.State;
import dev.roster.testkit.UnknownStateException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc of the testkit. */
@RosterTest
class RosterExamplesTest {
  private static final String COMPANIES = "/api/accounts/companies/";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aStateHasValues(Roster roster) throws Exception {
    // @start region="state"
    State state = roster.set("a caller", Map.of("role", "VIEWER"));
    String token = state.token();
    long company = state.number("company_id");
    String colleague = state.text("colleague_email");
    // @end region="state"

    assertThat(get(roster.uri(COMPANIES), token).body()).contains("\"id\":" + company);
    assertThat(colleague).contains("@");
  }

  @Test
  void aStateHasValuesOfEachKind(Roster roster) {
    // @start region="values"
    State pending = roster.set("a pending invitation");
    UUID invitation = pending.uuid("invitation_id");
    State expiring = roster.set("a caller whose token expires");
    Instant end = expiring.instant("expires_at");
    // @end region="values"

    assertThat(invitation).isNotNull();
    assertThat(end).isAfter(roster.now());
  }

  @Test
  void anUnknownStateIsNamed(Roster roster) {
    assertThatThrownBy(
            () -> {
              // @start region="unknown"
              roster.set("a calller"); // UnknownStateException: ... Did you mean "a caller"?
              // @end region="unknown"
            })
        .isInstanceOf(UnknownStateException.class)
        .hasMessageContaining("Did you mean \"a caller\"?");
  }

  @Test
  void anInvitationIsAcceptedOnce(Roster roster) throws Exception {
    // @start region="accept"
    State pending = roster.set("a pending invitation");
    roster.acceptInvitation(pending.uuid("invitation_id"), "Grace", "Hopper");
    // @end region="accept"

    UUID invitation = pending.uuid("invitation_id");
    String users = get(roster.uri("/api/accounts/users/"), pending.token()).body();
    assertThat(users).contains(pending.text("invited_email"), "\"Grace\"");
    assertThatThrownBy(() -> roster.acceptInvitation(invitation))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> roster.revokeInvitation(invitation))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRevokedInvitationCannotBeAccepted(Roster roster) {
    UUID invitation = roster.set("a pending invitation").uuid("invitation_id");

    roster.revokeInvitation(invitation);

    assertThatThrownBy(() -> roster.acceptInvitation(invitation))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInviteeHasAName(Roster roster) {
    UUID invitation = roster.set("a pending invitation").uuid("invitation_id");

    assertThatThrownBy(() -> roster.acceptInvitation(invitation, "", "Hopper"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRevokedCredentialIsRefused(Roster roster) throws Exception {
    // @start region="revoke"
    String token = roster.set("a caller").token();
    roster.revokeToken(token); // from here on its requests are 401
    // @end region="revoke"
    State tenant = roster.set("a tenant with users");
    roster.revokeKey(tenant.tenantKey());

    assertThat(get(roster.uri(COMPANIES), token).statusCode()).isEqualTo(401);
    assertThatThrownBy(() -> roster.revokeToken("a-token-that-nobody-has"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> roster.revokeKey(UUID.randomUUID().toString()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theTenantHasAKey(Roster roster) throws Exception {
    // @start region="tenant"
    URI users = roster.uri("/api/users/" + roster.tenantId() + "/" + roster.companyUid());
    HttpRequest request =
        HttpRequest.newBuilder(users)
            .header("x-api-compleat-key", roster.tenantKey())
            .header("x-api-version", "1")
            .build();
    // @end region="tenant"

    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultIsInjectedAndRecorded(Roster roster) throws Exception {
    roster.reset();
    // @start region="fault"
    roster.inject(
        Fault.tooManyRequests(Duration.ofSeconds(4))
            .onOperation("accounts_companies_list")
            .times(2));
    // @end region="fault"

    assertThat(get(roster.uri(COMPANIES), roster.token(Role.OWNER)).statusCode()).isEqualTo(429);
    // @start region="recorded"
    List<RecordedRequest> requests = roster.requests();
    assertThat(requests.get(0).target()).isEqualTo("/api/accounts/companies/");
    assertThat(requests.get(0).headers()).containsEntry("authorization", "***");
    assertThat(requests.get(0).fault()).hasValue("TOO_MANY_REQUESTS");
    // @end region="recorded"
  }

  @Test
  void aServerRunsWithoutJUnit() throws Exception {
    // @start region="shared"
    try (RosterInstance roster = RosterInstance.shared()) {
      State state = roster.set("a caller");
      HttpRequest request =
          HttpRequest.newBuilder(roster.baseUri().resolve("/api/accounts/users/me/"))
              .header("Authorization", "Bearer " + state.token())
              .build();
      HttpResponse<String> me = http.send(request, BodyHandlers.ofString());
      assertThat(me.statusCode()).isEqualTo(200);
    }
    // @end region="shared"
  }

  private HttpResponse<String> get(URI uri, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
