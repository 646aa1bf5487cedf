package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Public flaws of invitations elsewhere that concern the way of a link from the mail to the
 * membership, by their number in docs/security.md.
 */
class InvitationLinkFlawsTest {
  private static final int EDITOR = 3;

  @AutoClose private final Mailroom mailroom = new Mailroom();
  private final TestServer server = mailroom.server();

  private String status(UUID id) {
    return server.get("ann-token", "/api/accounts/invitations/" + id + "/").text();
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
      assertThat(statuses).filteredOn(status -> status == 409).hasSize(callers - 1);
    }
    assertThat(mailroom.members("race@example.org")).isEqualTo(1);
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
          Mailroom.assertRefused(mailroom.preview(forged));
          Mailroom.assertRefused(mailroom.accept(forged));
        });

    Mailroom.assertRefused(
        Mailroom.postJson(server, "/accept", "{\"secret\":[\"" + secret + "\"]}"));
    assertThat(mailroom.members("ada@example.org")).isZero();
  }

  @Test
  void flaw03ASecretIsUsedOnceAndLetsNobodyInAgain() {
    mailroom.invite("ada@example.org", EDITOR);
    String secret = mailroom.secretFor("ada@example.org");
    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
    mailroom.sql("UPDATE membership SET enabled = false WHERE company_id = 1 AND person_id > 5");

    Mailroom.assertRefused(mailroom.accept(secret));
    Mailroom.assertRefused(mailroom.preview(secret));
    assertThat(mailroom.members("ada@example.org")).isZero();
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
    assertThat(mailroom.members("ada@example.org")).isZero();
    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
  }

  /** Only the holder of the secret is told that it is over; it opens nothing all the same. */
  @Test
  void flaw10AnExpiredInvitationIsRefusedButStaysInTheList() {
    mailroom.invite("late@example.org", EDITOR);
    String secret = mailroom.secretFor("late@example.org");
    mailroom.sql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 ms'");

    Mailroom.assertExpired(mailroom.preview(secret));
    Mailroom.assertExpired(mailroom.accept(secret));
    assertThat(mailroom.members("late@example.org")).isZero();
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

    Mailroom.assertRefused(mailroom.accept(first));
    List<MimeMessage> mails = mailroom.mailsTo("ada@example.org", 2);
    String second = Mails.secret(mails.getLast());
    assertThat(second).isNotEqualTo(first);
    assertThat(mails).extracting(mail -> Mails.header(mail, "Message-ID")).doesNotHaveDuplicates();
    Mailroom.assertRefused(mailroom.accept(first));
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

    assertThat(mailroom.members("ada@example.org")).isEqualTo(1);
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
}
