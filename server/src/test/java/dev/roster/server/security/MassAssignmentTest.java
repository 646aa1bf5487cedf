package dev.roster.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The name of every column of the database is added to every body: nothing is bound to it. */
class MassAssignmentTest {
  private static final String INVITE = "/api/accounts/invitations/";
  private static final String SWITCH = "/api/accounts/workspaces/switch/";
  private static final Instant NOW = Instant.parse("2031-03-01T12:00:00Z");

  /** Values that other columns would take: ids of others, rights, states. */
  private static final List<String> VALUES =
      List.of("21", "1", "true", "\"bbbb0000-0000-4000-8000-00000000000b\"", "\"2099-01-01\"");

  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.withData(MatrixDirectory.FOLDER, new MovableClock(NOW));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** As the database spells them, as JavaScript would, and with a membership or relation behind. */
  private Set<String> names() {
    List<String> columns =
        server
            .database()
            .reading(tx ->
                tx.handle()
                    .createQuery(
                        "SELECT DISTINCT column_name FROM information_schema.columns"
                            + " WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway%'")
                    .mapTo(String.class)
                    .list());
    assertThat(columns).contains("company_id", "invited_by", "accepted_at", "tenant_id", "scopes");
    Set<String> names = new TreeSet<>(columns);
    columns.forEach(column -> names.add(camel(column)));
    names.addAll(List.of("company", "user", "role", "pk", "is_superuser", "permissions", "token"));
    names.removeAll(Set.of("email", "auth_group"));
    return names;
  }

  private static String camel(String column) {
    List<String> words = List.of(column.split("_"));
    return words.getFirst()
        + words.stream()
            .skip(1)
            .filter(word -> !word.isEmpty())
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }

  /** Alone and all together. */
  private List<String> members(Set<String> names) {
    List<String> members = new ArrayList<>();
    for (String value : VALUES) {
      names.forEach(name -> members.add("\"" + name + "\":" + value));
      members.add(
          names.stream().map(name -> "\"" + name + "\":" + value).collect(Collectors.joining(",")));
    }
    return members;
  }

  /** Invitations and mails without what must differ. */
  private List<String> stored() {
    return server
        .database()
        .reading(tx ->
            tx.handle()
                .createQuery(
                    "SELECT DISTINCT (to_jsonb(i) - 'id' - 'email' - 'email_key')::text || ' '"
                        + " || (to_jsonb(o) - 'id' - 'invitation_id' - 'message_id'"
                        + " - 'next_attempt_at')::text"
                        + " FROM invitation i JOIN outbox o ON o.invitation_id = i.id")
                .mapTo(String.class)
                .list());
  }

  private String others() {
    List<String> tables = new ArrayList<>(DatabaseSnapshot.tables(server));
    tables.removeAll(List.of("invitation", "outbox", "audit_event"));
    return DatabaseSnapshot.of(server, tables);
  }

  @Test
  void anInvitationTakesItsAddressAndGroupFromTheBodyAndNothingElse() {
    String before = others();
    assertThat(invite("plain@invited.test", "").status()).isEqualTo(201);
    List<String> plain = stored();
    assertThat(plain).hasSize(1);

    List<String> members = members(names());
    for (int i = 0; i < members.size(); i++) {
      String email = "guest" + i + "@invited.test";
      RawResponse response = invite(email, "," + members.get(i));
      assertThat(response.text())
          .as(members.get(i))
          .matches("\\{\"id\":\"[0-9a-f-]{36}\",\"email\":\"" + email + "\",\"auth_group\":3}");
    }

    assertThat(stored()).isEqualTo(plain);
    assertThat(others()).isEqualTo(before);
    assertThat(members).hasSizeGreaterThan(500);
  }

  private RawResponse invite(String email, String more) {
    return server.post(
        "editor-token", INVITE, "{\"email\":\"" + email + "\",\"auth_group\":3" + more + "}");
  }

  @Test
  void aSwitchTakesTheCompanyFromTheBodyAndNothingElse() {
    Set<String> names = names();
    names.remove("company_id");
    assertThat(server.post("owner-token", SWITCH, "{\"company_id\":11}").status()).isEqualTo(200);
    String before = others();

    for (String member : members(names)) {
      assertThat(server.post("owner-token", SWITCH, "{\"company_id\":11," + member + "}").status())
          .as(member)
          .isEqualTo(200);
      assertThat(server.post("owner-token", SWITCH, "{" + member + ",\"company_id\":21}").status())
          .as(member)
          .isEqualTo(404);
    }

    assertThat(others()).isEqualTo(before);
  }

  /** The members of the document in other spellings are other members. */
  @Test
  void aMemberInAnotherSpellingIsNotTheMember() {
    Stream.of("Company_Id", "companyId", "company-id", "company_id ", "company_\\u0131d")
        .forEach(name ->
            assertThat(server.post("owner-token", SWITCH, "{\"" + name + "\":11}").text())
                .as(name)
                .isEqualTo("{\"company_id\":[\"This field is required.\"]}"));
    Stream.of("Email", "EMAIL", "emaıl", "e-mail", "email ")
        .forEach(name ->
            assertThat(
                    server
                        .post(
                            "owner-token",
                            INVITE,
                            "{\"" + name + "\":\"a@invited.test\",\"auth_group\":3}")
                        .text())
                .as(name)
                .isEqualTo("{\"email\":[\"This field is required.\"]}"));
  }
}
