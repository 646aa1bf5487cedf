package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.testing.Mailroom;
import dev.roster.server.testing.Mails;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The whole life of an invitation over real HTTP, SMTP and PostgreSQL. The tests that begin with
 * "flaw" stand for the public flaws of invitations elsewhere that they rule out.
 */
class InvitationLifeTest {
  private static final int EDITOR = 3;
  private static final int VIEWER = 4;
  private static final String COMPLEAT_KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String ALPHA_ONE =
      "/api/users/aaaaaaaa-0000-4000-8000-000000000001/aaaaaaaa-2222-4000-8000-000000000001";

  private Mailroom mailroom;
  private TestServer server;

  @BeforeEach
  void start() {
    mailroom = new Mailroom();
    server = mailroom.server();
  }

  @AfterEach
  void stop() {
    mailroom.close();
  }

  private long members(String email) {
    return mailroom.count(
        "SELECT count(*) FROM membership m JOIN person p ON p.id = m.person_id"
            + " WHERE m.enabled AND m.company_id = 1 AND p.email_key = '"
            + email
            + "'");
  }

  private String status(UUID id) {
    return server.get("ann-token", "/api/accounts/invitations/" + id + "/").text();
  }

  private static void assertRefused(RawResponse response) {
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header("content-type")).hasValue("application/problem+json");
    assertThat(response.text())
        .isEqualTo(
            "{\"title\":\"Not Found\",\"status\":404,\"code\":\"invitation-not-valid\",\"detail\":"
                + "\"This invitation cannot be accepted: the link is not valid, was used already or"
                + " has run out. Ask for a new invitation.\"}");
  }

  @Test
  void aNewPersonComesFromTheMailToBothDoors() {
    UUID id = mailroom.invite("Ada@Example.org", EDITOR);
    MimeMessage mail = mailroom.mailsTo("Ada@Example.org", 1).getFirst();
    String secret = Mails.secret(mail);

    assertThat(Mails.link(mail).group(1)).isEqualTo(Mailroom.PUBLIC_URL + "/accept");
    assertThat(secret).hasSize(43);
    assertThat(Mails.header(mail, "Subject")).isEqualTo("Invitation to join Alpha One");
    assertThat(Mails.header(mail, "From")).isEqualTo("Roster <noreply@roster.example.org>");
    assertThat(Mails.header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(Mails.part(mail, 0))
        .contains("Ann Alpha invites you to join Alpha One.", "editor", "(Europe/Amsterdam)");
    assertThat(Mails.part(mail, 1)).contains("<html lang=\"en\">", "#" + secret);
    assertThat(mailroom.preview(secret).text())
        .isEqualTo(
            "{\"company\":\"Alpha One\",\"inviter\":\"Ann Alpha\",\"role\":\"EDITOR\","
                + "\"email\":\"Ada@Example.org\",\"locale\":\"en-GB\",\"names_needed\":true}");
    assertThat(status(id)).contains("\"is_active\":\"true\"", "\"is_existing_user\":false");

    assertThat(Mailroom.accept(server, secret, "", "Lovelace").status()).isEqualTo(422);
    RawResponse accepted = mailroom.accept(secret);

    assertThat(accepted.status()).isEqualTo(200);
    assertThat(accepted.text()).contains("\"Alpha One\"", "\"EDITOR\"");
    assertThat(status(id)).contains("\"is_active\":\"false\"", "\"is_existing_user\":true");
    assertThat(server.get("ann-token", "/api/accounts/users/").text())
        .contains("Ada@Example.org", "Lovelace");
    assertThat(server.compleat(COMPLEAT_KEY, ALPHA_ONE).text()).contains("Ada@Example.org");
    assertThat(
            mailroom.count(
                "SELECT count(*) FROM person p JOIN membership m ON m.id = p.active_membership_id"
                    + " WHERE p.email_key = 'ada@example.org' AND m.auth_group_id = 3"))
        .isEqualTo(1);
    assertThat(mailroom.count("SELECT count(*) FROM invitation_secret")).isZero();
    assertThat(mailroom.operator().invitations().list(Mailroom.OPERATOR, 1))
        .extracting(InvitationEntry::state, InvitationEntry::mail)
        .containsExactly(tuple(InvitationEntry.State.ACCEPTED, "sent"));
  }

  @Test
  void anExistingPersonIsRecognisedAndKeepsNameAndWorkspace() {
    mailroom.invite("BEN@beta.test", VIEWER);
    String secret = mailroom.secretFor("BEN@beta.test");

    assertThat(mailroom.preview(secret).text()).contains("\"names_needed\":false");
    assertThat(Mailroom.accept(server, secret, "", "").status()).isEqualTo(200);

    assertThat(members("ben@beta.test")).isEqualTo(1);
    assertThat(
            mailroom.count(
                "SELECT count(*) FROM person WHERE id = 4 AND first_name = 'Ben'"
                    + " AND email = 'ben@beta.test' AND active_membership_id = 5"))
        .isEqualTo(1);
    assertThat(mailroom.count("SELECT count(*) FROM person")).isEqualTo(5);
  }

  @Test
  void aMembershipThatWasSwitchedOffIsBackWithTheInvitedRole() {
    mailroom.sql("UPDATE membership SET enabled = false WHERE id = 2");
    mailroom.invite("both@both.test", VIEWER);

    assertThat(Mailroom.accept(server, mailroom.secretFor("both@both.test"), "", "").status())
        .isEqualTo(200);

    assertThat(
            mailroom.count(
                "SELECT count(*) FROM membership WHERE id = 2 AND enabled AND auth_group_id = 4"))
        .isEqualTo(1);
  }

  @Test
  void anInvitationLowersNobodyWhoBecameAMemberMeanwhile() {
    mailroom.invite("ben@beta.test", VIEWER);
    mailroom.sql(
        "INSERT INTO membership (company_id, person_id, auth_group_id, enabled)"
            + " VALUES (1, 4, 1, true)");

    assertThat(Mailroom.accept(server, mailroom.secretFor("ben@beta.test"), "", "").status())
        .isEqualTo(200);

    assertThat(
            mailroom.count(
                "SELECT auth_group_id FROM membership WHERE company_id = 1 AND person_id = 4"))
        .isEqualTo(1);
  }

  @Test
  void flaw01OfManyAcceptsOverTwoServersOneSucceeds() throws Exception {
    mailroom.invite("race@example.org", EDITOR);
    String secret = mailroom.secretFor("race@example.org");
    int callers = 64;
    CountDownLatch ready = new CountDownLatch(callers);
    List<Future<Integer>> answers = new ArrayList<>();
    try (TestServer other = mailroom.another();
        ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        TestServer one = i % 2 == 0 ? server : other;
        answers.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return Mailroom.accept(one, secret, "Ra", "Ce").status();
            }));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
      assertThat(statuses).filteredOn(status -> status == 404).hasSize(callers - 1);
    }
    assertThat(members("race@example.org")).isEqualTo(1);
    assertThat(mailroom.count("SELECT count(*) FROM person WHERE email_key = 'race@example.org'"))
        .isEqualTo(1);
    assertThat(
            mailroom.count("SELECT count(*) FROM audit_event WHERE action = 'invitation.accepted'"))
        .isEqualTo(1);
  }

  @Test
  void flaw02And15AForgedOrGuessedSecretOpensNothing() {
    mailroom.invite("ada@example.org", EDITOR);
    String secret = mailroom.secretFor("ada@example.org");
    char last = secret.charAt(42) == 'A' ? 'B' : 'A';

    Stream.of(
            secret.substring(0, 42) + last,
            secret.substring(1),
            secret + "A",
            secret.toLowerCase(Locale.ROOT),
            "",
            "ada@example.org")
        .forEach(forged -> {
          assertRefused(mailroom.preview(forged));
          assertRefused(mailroom.accept(forged));
        });

    assertRefused(Mailroom.postJson(server, "/accept", "{\"secret\":[\"" + secret + "\"]}"));
    assertThat(members("ada@example.org")).isZero();
  }

  @Test
  void flaw03ASecretIsUsedOnceAndTheSecondAcceptIsRefusedLikeAnUnknownOne() {
    mailroom.invite("ada@example.org", EDITOR);
    String secret = mailroom.secretFor("ada@example.org");
    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
    mailroom.sql("UPDATE membership SET enabled = false WHERE company_id = 1 AND person_id > 5");

    assertRefused(mailroom.accept(secret));
    assertRefused(mailroom.preview(secret));
    assertThat(members("ada@example.org")).isZero();
  }

  @Test
  void flaw04And13TheSecretIsInNoTableNoAnswerAndNoLog() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    Logger ours = (Logger) LoggerFactory.getLogger("dev.roster");
    Level level = ours.getLevel();
    ours.setLevel(Level.TRACE);
    log.start();
    root.addAppender(log);
    try {
      UUID id = mailroom.invite("ada@example.org", EDITOR);
      String secret = mailroom.secretFor("ada@example.org");
      assertThat(status(id)).doesNotContain(secret);
      assertThat(dump()).doesNotContain(secret, hex(secret));
      mailroom.preview(secret);
      mailroom.accept(secret);
      mailroom.accept(secret);
      assertThat(dump()).doesNotContain(secret, hex(secret));

      assertThat(List.copyOf(log.list))
          .isNotEmpty()
          .noneMatch(event -> event.getFormattedMessage().contains(secret));
    } finally {
      root.detachAppender(log);
      ours.setLevel(level);
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Every row of every table as text. */
  private String dump() {
    return server
        .database()
        .reading(tx -> {
          List<String> tables =
              tx.handle()
                  .createQuery(
                      "SELECT table_name FROM information_schema.tables"
                          + " WHERE table_schema = 'public'")
                  .mapTo(String.class)
                  .list();
          assertThat(tables).contains("outbox", "invitation", "invitation_secret");
          return tables.stream()
              .flatMap(table ->
                  tx
                      .handle()
                      .createQuery("SELECT t::text FROM \"" + table + "\" t")
                      .mapTo(String.class)
                      .stream())
              .collect(Collectors.joining("\n"));
        });
  }

  @Test
  void flaw05AnotherCompanysInvitationIsNeitherListedNorRevokedNorSentAgain() {
    UUID id = mailroom.invite("ada@example.org", EDITOR);
    String secret = mailroom.secretFor("ada@example.org");
    InvitationAdminService desk = mailroom.operator().invitations();

    assertThat(desk.list(Mailroom.OPERATOR, 3)).isEmpty();
    assertThat(desk.revoke(Mailroom.OPERATOR, 3, id)).isFalse();
    assertThat(desk.resend(Mailroom.OPERATOR, 3, id, Duration.ofDays(7))).isFalse();

    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
  }

  @Test
  void flaw07TheLinkComesFromTheConfigurationNeverFromTheRequest() {
    server
        .raw()
        .send(
            "POST",
            "/api/accounts/invitations/",
            Map.of(
                "Host", "evil.example",
                "X-Forwarded-Host", "evil.example",
                "Authorization", "Bearer ann-token",
                "Content-Type", "application/json"),
            "{\"email\":\"ada@example.org\",\"auth_group\":3,\"next\":\"https://evil.example\"}"
                .getBytes(StandardCharsets.UTF_8));

    MimeMessage mail = mailroom.mailsTo("ada@example.org", 1).getFirst();
    assertThat(Mails.link(mail).group(1)).isEqualTo(Mailroom.PUBLIC_URL + "/accept");
    assertThat(Mails.part(mail, 0) + Mails.part(mail, 1)).doesNotContain("evil.example");
  }

  @Test
  void flaw09AScannerThatFollowsTheLinkUsesNothing() {
    mailroom.invite("ada@example.org", EDITOR);
    String secret = mailroom.secretFor("ada@example.org");

    for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE")) {
      for (String target : List.of("/accept", "/accept?" + secret, "/accept?secret=" + secret)) {
        server.raw().send(method, target, Map.of(), null);
      }
    }
    RawResponse form =
        server
            .raw()
            .send(
                "POST",
                "/accept",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                ("secret=" + secret).getBytes(StandardCharsets.UTF_8));

    assertThat(form.status()).isEqualTo(415);
    assertThat(mailroom.preview(secret).status()).isEqualTo(200);
    assertThat(members("ada@example.org")).isZero();
    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
  }

  @Test
  void flaw10AnExpiredInvitationIsRefusedButStaysInTheList() {
    mailroom.invite("late@example.org", EDITOR);
    String secret = mailroom.secretFor("late@example.org");
    mailroom.sql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 ms'");

    assertRefused(mailroom.preview(secret));
    assertRefused(mailroom.accept(secret));
    assertThat(mailroom.operator().invitations().list(Mailroom.OPERATOR, 1))
        .extracting(InvitationEntry::state)
        .containsExactly(InvitationEntry.State.EXPIRED);
  }

  @Test
  void flaw11ResendingMakesANewSecretAndKillsTheOldOne() {
    UUID id = mailroom.invite("ada@example.org", EDITOR);
    String first = mailroom.secretFor("ada@example.org");

    assertThat(
            mailroom.operator().invitations().resend(Mailroom.OPERATOR, 1, id, Duration.ofDays(3)))
        .isTrue();

    assertRefused(mailroom.accept(first));
    List<MimeMessage> mails = mailroom.mailsTo("ada@example.org", 2);
    String second = Mails.secret(mails.getLast());
    assertThat(second).isNotEqualTo(first);
    assertThat(mails).extracting(mail -> Mails.header(mail, "Message-ID")).doesNotHaveDuplicates();
    assertRefused(mailroom.accept(first));
    assertThat(mailroom.accept(second).status()).isEqualTo(200);
    assertThat(
            mailroom.operator().invitations().resend(Mailroom.OPERATOR, 1, id, Duration.ofDays(3)))
        .isFalse();
  }

  @Test
  void flaw12TheMemberIsWhoWasInvitedWhateverTheBodySays() {
    mailroom.invite("ada@example.org", EDITOR);
    String secret = mailroom.secretFor("ada@example.org");

    Mailroom.postJson(
        server,
        "/accept",
        "{\"secret\":\""
            + secret
            + "\",\"first_name\":\"A\",\"last_name\":\"B\",\"email\":\"eve@example.org\","
            + "\"auth_group\":1,\"company_id\":3}");

    assertThat(members("ada@example.org")).isEqualTo(1);
    assertThat(
            mailroom.count(
                "SELECT count(*) FROM membership m JOIN person p ON p.id = m.person_id"
                    + " WHERE p.id > 5 AND m.auth_group_id = 3 AND m.company_id = 1"))
        .isEqualTo(1);
    assertThat(mailroom.count("SELECT count(*) FROM person WHERE email LIKE 'eve%'")).isZero();
  }

  @Test
  void flaw14OnlyTheHashOfRandomBitsIsStored() {
    mailroom.invite("ada@example.org", EDITOR);
    mailroom.invite("bob@example.org", EDITOR);

    assertThat(mailroom.secretFor("ada@example.org"))
        .isNotEqualTo(mailroom.secretFor("bob@example.org"));
    assertThat(
            mailroom.count(
                "SELECT count(DISTINCT hash) FROM invitation_secret WHERE octet_length(hash) = 32"))
        .isEqualTo(2);
  }

  @Test
  void aRevokedInvitationIsRefusedAndItsSecretForgotten() {
    UUID id = mailroom.invite("ada@example.org", EDITOR);
    String secret = mailroom.secretFor("ada@example.org");

    assertThat(mailroom.operator().invitations().revoke(Mailroom.OPERATOR, 1, id)).isTrue();

    assertRefused(mailroom.accept(secret));
    assertThat(status(id)).contains("\"is_active\":\"false\"");
    assertThat(mailroom.count("SELECT count(*) FROM invitation_secret")).isZero();
    assertThat(mailroom.operator().invitations().revoke(Mailroom.OPERATOR, 1, id)).isFalse();
    mailroom.invite("ada@example.org", EDITOR);
  }

  @Test
  void aCompanyThatSpeaksDutchWritesDutch() {
    mailroom.sql("UPDATE company SET default_locale = 'nl-BE', name = 'Één & Co' WHERE id = 1");
    mailroom.invite("ada@example.org", EDITOR);

    MimeMessage mail = mailroom.mailsTo("ada@example.org", 1).getFirst();

    assertThat(Mails.header(mail, "Content-Language")).isEqualTo("nl");
    assertThat(Mails.part(mail, 0))
        .contains("Ann Alpha nodigt je uit om lid te worden van Één & Co.", "bewerker");
    assertThat(Mails.part(mail, 1)).contains("<html lang=\"nl\">", "Één &amp; Co");
  }

  @Test
  void namesCannotAddHeadersOrMarkup() throws Exception {
    mailroom.sql(
        "UPDATE company SET name = E'Evil\\r\\nBcc: all@example.org\\r\\n\\r\\n<b>{link}</b>'"
            + " WHERE id = 1");
    mailroom.sql("UPDATE person SET first_name = E'<script>\\u202e\\r\\n.\\r\\n' WHERE id = 1");
    mailroom.invite("ada@example.org", EDITOR);

    MimeMessage mail = mailroom.mailsTo("ada@example.org", 1).getFirst();

    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject())
        .isEqualTo("Invitation to join Evil  Bcc: all@example.org    <b>{link}</b>");
    assertThat(Mails.part(mail, 1))
        .doesNotContain("<b>", "<script>")
        .contains("&lt;b&gt;{link}&lt;/b&gt;");
    assertThat(mailroom.received()).hasSize(1);
  }

  @Test
  void namesOfPeopleAreCheckedBeforeTheSecretIsUsed() {
    mailroom.invite("ada@example.org", EDITOR);
    String secret = mailroom.secretFor("ada@example.org");

    Stream.of("a\\nb", "\\u0000", "\\u202eA", "\\ud800", "x".repeat(151), "   ")
        .forEach(name ->
            assertThat(Mailroom.accept(server, secret, name, "B").status())
                .as(name)
                .isIn(400, 422));
    assertThat(Mailroom.postJson(server, "/accept", "[]").status()).isEqualTo(400);
    assertThat(Mailroom.postJson(server, "/accept", "{\"secret\":\"a\",\"secret\":\"b\"}").status())
        .isEqualTo(400);
    assertThat(Mailroom.postJson(server, "/accept", " ".repeat(9000)).status()).isEqualTo(413);

    assertThat(Mailroom.accept(server, secret, "  Ada ", "Ångström").status()).isEqualTo(200);
    assertThat(
            mailroom.count(
                "SELECT count(*) FROM person WHERE first_name = 'Ada' AND last_name = 'Ångström'"))
        .isEqualTo(1);
  }
}
