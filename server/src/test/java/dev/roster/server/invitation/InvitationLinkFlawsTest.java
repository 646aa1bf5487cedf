package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Public flaws of invitations elsewhere that concern the way of a link from the mail to the
 * membership, by their number in docs/security.md.
 */
class InvitationLinkFlawsTest {
  private static final int EDITOR = 3;

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  private final TestServer server = fixture.server();

  private String status(UUID id) {
    return server.get("ann-token", "/api/accounts/invitations/" + id + "/").text();
  }

  @Test
  void flaw01OfManyAcceptsOverTwoServersOneSucceeds() throws Exception {
    fixture.invite("race@example.org", EDITOR);
    String secret = fixture.secretFor("race@example.org");
    int callers = 64;
    CountDownLatch ready = new CountDownLatch(callers);
    List<Future<Integer>> answers = new ArrayList<>();
    try (TestServer other = fixture.another();
        ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        TestServer one = i % 2 == 0 ? server : other;
        answers.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return InvitationFixture.accept(one, secret, "Ra", "Ce").status();
            }));
      }
      List<Integer> statuses = statuses(answers);
      assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
      assertThat(statuses).filteredOn(status -> status == 409).hasSize(callers - 1);
    }
    assertThat(fixture.members("race@example.org")).isEqualTo(1);
    assertThat(fixture.count("SELECT count(*) FROM person WHERE email_key = 'race@example.org'"))
        .isEqualTo(1);
    assertThat(
            fixture.count("SELECT count(*) FROM audit_event WHERE action = 'invitation.accepted'"))
        .isEqualTo(1);
  }

  /** Exactly one of the two ends the invitation, whoever comes first. */
  @Test
  void flaw01OfManyWhoAcceptAndDeclineOverTwoServersOneSideWins() throws Exception {
    fixture.invite("race@example.org", EDITOR);
    String secret = fixture.secretFor("race@example.org");
    int callers = 32;
    CountDownLatch ready = new CountDownLatch(callers);
    List<Future<Integer>> acceptances = new ArrayList<>();
    List<Future<Integer>> refusals = new ArrayList<>();
    try (TestServer other = fixture.another();
        ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        boolean accepts = i % 2 == 0;
        TestServer one = i % 4 < 2 ? server : other;
        (accepts ? acceptances : refusals)
            .add(
                threads.submit(() -> {
                  ready.countDown();
                  ready.await();
                  return accepts
                      ? InvitationFixture.accept(one, secret, "Ra", "Ce").status()
                      : InvitationFixture.decline(one, secret).status();
                }));
      }
      List<Integer> accepted = statuses(acceptances);
      List<Integer> declined = statuses(refusals);
      long joined = accepted.stream().filter(status -> status == 200).count();
      assertThat(accepted).hasSize(callers / 2);
      assertThat(joined).isLessThanOrEqualTo(1);
      assertThat(accepted)
          .filteredOn(status -> status != 200)
          .containsOnly(joined == 1 ? 409 : 410);
      assertThat(declined).hasSize(callers / 2).containsOnly(joined == 1 ? 409 : 200);
      assertThat(fixture.members("race@example.org")).isEqualTo(joined);
    }
    assertThat(
            fixture.count(
                "SELECT count(*) FROM audit_event WHERE action IN ('invitation.accepted',"
                    + " 'invitation.declined')"))
        .isEqualTo(1);
  }

  private static List<Integer> statuses(List<Future<Integer>> answers) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      statuses.add(answer.get());
    }
    return statuses;
  }

  @Test
  void flaw02And15AForgedOrGuessedSecretOpensNothing() {
    fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");
    char last = secret.charAt(42) == 'A' ? 'B' : 'A';

    Stream.of(
            secret.substring(0, 42) + last,
            secret.substring(1),
            secret + "A",
            secret.toLowerCase(Locale.ROOT),
            "",
            "ada@example.org")
        .forEach(forged -> {
          InvitationFixture.assertRefused(fixture.preview(forged));
          InvitationFixture.assertRefused(fixture.accept(forged));
        });

    InvitationFixture.assertRefused(
        InvitationFixture.postJson(server, "/accept", "{\"secret\":[\"" + secret + "\"]}"));
    assertThat(fixture.members("ada@example.org")).isZero();
  }

  @Test
  void flaw03ASecretIsUsedOnceAndLetsNobodyInAgain() {
    fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");
    assertThat(fixture.accept(secret).status()).isEqualTo(200);
    fixture.sql("UPDATE membership SET enabled = false WHERE company_id = 1 AND person_id > 5");

    InvitationFixture.assertRefused(fixture.accept(secret));
    InvitationFixture.assertRefused(fixture.preview(secret));
    assertThat(fixture.members("ada@example.org")).isZero();
  }

  @Test
  void flaw04And13TheSecretIsInNoTableNoResponseAndNoLog() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    Logger ours = (Logger) LoggerFactory.getLogger("dev.roster");
    Level level = ours.getLevel();
    ours.setLevel(Level.TRACE);
    log.start();
    root.addAppender(log);
    try {
      UUID id = fixture.invite("ada@example.org", EDITOR);
      String secret = fixture.secretFor("ada@example.org");
      assertThat(status(id)).doesNotContain(secret);
      assertThat(dump()).doesNotContain(secret, hex(secret));
      fixture.preview(secret);
      fixture.accept(secret);
      fixture.accept(secret);
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
    UUID id = fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");
    InvitationAdminService desk = fixture.operator().invitations();

    assertThat(desk.list(InvitationFixture.OPERATOR, 3)).isEmpty();
    assertThat(desk.revoke(InvitationFixture.OPERATOR, 3, id)).isFalse();
    assertThat(desk.resend(InvitationFixture.OPERATOR, 3, id, Duration.ofDays(7))).isFalse();

    assertThat(fixture.accept(secret).status()).isEqualTo(200);
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

    MimeMessage mail = fixture.mailsTo("ada@example.org", 1).getFirst();
    assertThat(MailParser.link(mail).group(1)).isEqualTo(InvitationFixture.PUBLIC_URL + "/accept");
    assertThat(MailParser.part(mail, 0) + MailParser.part(mail, 1)).doesNotContain("evil.example");
  }

  @Test
  void flaw09AScannerThatFollowsTheLinkUsesNothing() {
    fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");

    for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE")) {
      for (String target :
          List.of(
              "/accept",
              "/accept?" + secret,
              "/accept?secret=" + secret,
              "/accept/decline?secret=" + secret)) {
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
    assertThat(fixture.preview(secret).status()).isEqualTo(200);
    assertThat(fixture.members("ada@example.org")).isZero();
    assertThat(fixture.accept(secret).status()).isEqualTo(200);
  }

  /** Only the holder of the secret is told that it is over; it opens nothing all the same. */
  @Test
  void flaw10AnExpiredInvitationIsRefusedButStaysInTheList() {
    fixture.invite("late@example.org", EDITOR);
    String secret = fixture.secretFor("late@example.org");
    fixture.sql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 ms'");

    InvitationFixture.assertExpired(fixture.preview(secret));
    InvitationFixture.assertExpired(fixture.accept(secret));
    assertThat(fixture.members("late@example.org")).isZero();
    assertThat(fixture.operator().invitations().list(InvitationFixture.OPERATOR, 1))
        .extracting(InvitationEntry::state)
        .containsExactly(InvitationEntry.State.EXPIRED);
  }

  @Test
  void flaw11ResendingMakesANewSecretAndKillsTheOldOne() {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    String first = fixture.secretFor("ada@example.org");

    assertThat(
            fixture
                .operator()
                .invitations()
                .resend(InvitationFixture.OPERATOR, 1, id, Duration.ofDays(3)))
        .isTrue();

    InvitationFixture.assertRefused(fixture.accept(first));
    List<MimeMessage> mails = fixture.mailsTo("ada@example.org", 2);
    String second = MailParser.secret(mails.getLast());
    assertThat(second).isNotEqualTo(first);
    assertThat(mails)
        .extracting(mail -> MailParser.header(mail, "Message-ID"))
        .doesNotHaveDuplicates();
    InvitationFixture.assertRefused(fixture.accept(first));
    assertThat(fixture.accept(second).status()).isEqualTo(200);
    assertThat(
            fixture
                .operator()
                .invitations()
                .resend(InvitationFixture.OPERATOR, 1, id, Duration.ofDays(3)))
        .isFalse();
  }

  @Test
  void flaw12TheMemberIsWhoWasInvitedWhateverTheBodySays() {
    fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");

    InvitationFixture.postJson(
        server,
        "/accept",
        "{\"secret\":\""
            + secret
            + "\",\"first_name\":\"A\",\"last_name\":\"B\",\"email\":\"eve@example.org\","
            + "\"auth_group\":1,\"company_id\":3}");

    assertThat(fixture.members("ada@example.org")).isEqualTo(1);
    assertThat(
            fixture.count(
                "SELECT count(*) FROM membership m JOIN person p ON p.id = m.person_id"
                    + " WHERE p.id > 5 AND m.auth_group_id = 3 AND m.company_id = 1"))
        .isEqualTo(1);
    assertThat(fixture.count("SELECT count(*) FROM person WHERE email LIKE 'eve%'")).isZero();
  }

  @Test
  void flaw14OnlyTheHashOfRandomBitsIsStored() {
    fixture.invite("ada@example.org", EDITOR);
    fixture.invite("bob@example.org", EDITOR);

    assertThat(fixture.secretFor("ada@example.org"))
        .isNotEqualTo(fixture.secretFor("bob@example.org"));
    assertThat(
            fixture.count(
                "SELECT count(DISTINCT hash) FROM invitation_secret WHERE octet_length(hash) = 32"))
        .isEqualTo(2);
  }
}
