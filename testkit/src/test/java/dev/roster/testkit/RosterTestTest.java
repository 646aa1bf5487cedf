package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The view of a consumer's test class; also run with JUnit 5, by {@link JUnit5Test}. */
@RosterTest
class RosterTestTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String COMPANIES = "/api/accounts/companies/";

  private static Roster ofTheClass;
  private Roster roster;

  @Test
  void fieldsAndParametersGetTheSame(Roster parameter) {
    assertThat(roster).isNotNull().isSameAs(parameter).isSameAs(ofTheClass);
  }

  @Test
  void aPathBeginsWithASlash() {
    assertThat(roster.uri("/docs").getPath()).isEqualTo("/docs");
    assertThatThrownBy(() -> roster.uri("docs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a path begins with a slash: docs");
  }

  @Test
  void eachRoleHasAToken() throws Exception {
    for (Role role : Role.values()) {
      assertThat(get(roster.token(role), "/api/accounts/users/me/").body())
          .contains("\"name\":\"" + role + "\"", "\"id\":" + roster.userId(role))
          .contains(roster.email(role));
    }
    assertThat(get(roster.token(Role.VIEWER), COMPANIES).body())
        .contains("\"id\":" + roster.companyId());
  }

  @Test
  void theKeyOpensTheTenant() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                roster.uri("/api/users/" + roster.tenantId() + "/" + roster.companyUid()))
            .header("x-api-compleat-key", roster.tenantKey())
            .header("x-api-version", "1")
            .build();

    HttpResponse<String> users = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(users.statusCode()).isEqualTo(200);
    assertThat(users.body()).contains(roster.userUid(Role.OWNER).toString());
  }

  @Test
  void statesGoWithTheTenant() throws Exception {
    State state = roster.set("a caller", Map.of("role", "EDITOR"));
    String token = state.token();
    assertThat(get(token, "/api/accounts/users/me/").body()).contains("\"name\":\"EDITOR\"");
    assertThatThrownBy(() -> roster.set("a calller"))
        .isInstanceOf(UnknownStateException.class)
        .hasMessageContaining("Did you mean \"a caller\"");

    roster.reset();

    assertThat(get(token, COMPANIES).statusCode()).isEqualTo(401);
    assertThat(get(roster.token(Role.OWNER), COMPANIES).statusCode()).isEqualTo(200);
    assertThat(Roster.states()).contains("a caller");
  }

  @Test
  void faultsBefallThisClassAndAreRecorded() throws Exception {
    roster.reset();
    roster.inject(
        Fault.tooManyRequests(Duration.ofSeconds(4))
            .onOperation("accounts_companies_list")
            .times(1));

    HttpResponse<String> refused = get(roster.token(Role.OWNER), COMPANIES);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("4");
    assertThat(get(roster.token(Role.OWNER), COMPANIES).statusCode()).isEqualTo(200);
    assertThat(roster.requests())
        .extracting(RecordedRequest::status)
        .containsExactly(Optional.of(429), Optional.of(200));
    assertThat(roster.requests().get(0).headers()).containsEntry("authorization", "***");
    assertThat(roster.requests().get(0).fault()).hasValue("TOO_MANY_REQUESTS");
  }

  @Test
  void everyFaultHasAName() throws Exception {
    String owner = roster.token(Role.OWNER);
    String whole = get(owner, COMPANIES).body();
    roster.inject(Fault.unavailable(Duration.ofSeconds(1)));
    assertThat(get(owner, COMPANIES).statusCode()).isEqualTo(503);
    roster.inject(Fault.truncatedJson());
    assertThat(whole).startsWith(get(owner, COMPANIES).body());
    roster.inject(Fault.slowBody(Duration.ofMillis(200)));
    assertThat(get(owner, COMPANIES).body()).isEqualTo(whole);
    roster.inject(Fault.stalePage());
    assertThat(get(owner, COMPANIES).body()).isEqualTo(whole);
    // the client of the JDK repeats a GET by itself when a connection drops
    roster.inject(Fault.lostAnswer().times(100));
    assertThatThrownBy(() -> get(owner, COMPANIES)).isInstanceOf(IOException.class);
    roster.clearFaults();
    roster.inject(Fault.droppedConnection().times(100));
    assertThatThrownBy(() -> get(owner, COMPANIES)).isInstanceOf(IOException.class);
    roster.clearFaults();
    assertThat(get(owner, COMPANIES).body()).isEqualTo(whole);
  }

  @Test
  void anUnknownOperationIsRefusedWithNearNames() {
    assertThatThrownBy(
            () -> roster.inject(Fault.truncatedJson().onOperation("account_companies_list")))
        .hasMessageContaining("Did you mean \"accounts_companies_list\"");
  }

  @Test
  void theClockOfASharedServerStands() {
    assertThatThrownBy(() -> roster.advance(Duration.ofDays(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dedicated = true");
  }

  @Nested
  class Inside {
    @Test
    void aNestedClassHasTheTenantOfItsOuterClass(Roster inner) {
      assertThat(inner).isSameAs(roster);
    }
  }

  private HttpResponse<String> get(String token, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(roster.uri(path)).header("Authorization", "Bearer " + token).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
