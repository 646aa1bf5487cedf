package dev.roster.server.mail;

import static dev.roster.server.testing.InvitationFixture.count;
import static dev.roster.server.testing.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.ScriptedSmtp;
import dev.roster.server.testing.ScriptedSmtp.Step;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of a mail server: no mail is lost, and no request waits for it. */
class MailOutageTest {
  private static final int VIEWER = 4;
  private static final String WAITING = "SELECT count(*) FROM outbox WHERE state = 'waiting'";
  private static final String SENT = "SELECT count(*) FROM outbox WHERE state = 'sent'";
  private static final String DEAD = "SELECT count(*) FROM outbox WHERE state = 'dead'";
  private static final String SECRETS = "SELECT count(*) FROM invitation_secret";

  private static TestServer serverFor(ScriptedSmtp smtp) {
    return TestServer.on(TestDatabase.fresh(), InvitationFixture.smtp(smtp.port()))
        .load("two-tenants");
  }

  private static int acceptWith(TestServer server, String mail) {
    return InvitationFixture.accept(server, MailParser.secret(mail), "Ada", "Lovelace").status();
  }

  @ParameterizedTest
  @EnumSource(names = {"GREET_421", "SENDER_550", "RECIPIENT_451", "TEXT_451"})
  void aMailThatIsTurnedAwayForNowArrivesLater(Step failure) throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp(failure, failure, failure);
        TestServer server = serverFor(smtp)) {
      InvitationFixture.invite(server, "ada@example.org", VIEWER);

      until(() -> count(server, SENT) == 1);

      assertThat(count(server, "SELECT attempts FROM outbox")).isEqualTo(4);
      assertThat(count(server, SECRETS)).as("failed attempts took theirs back").isEqualTo(1);
      String messageId =
          server
              .database()
              .reading(tx ->
                  tx.handle()
                      .createQuery("SELECT message_id FROM outbox")
                      .mapTo(String.class)
                      .one());
      if (failure == Step.TEXT_451) {
        assertThat(smtp.mails()).hasSize(4);
      }
      assertThat(smtp.mails())
          .extracting(mail -> MailParser.header(MailParser.parse(mail), "Message-ID"))
          .containsOnly(messageId);
      assertThat(acceptWith(server, smtp.mails().getLast())).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RECIPIENT_550", "TEXT_554"})
  void aMailThatIsRefusedForGoodIsADeadLetterThatAPersonCanRetry(Step failure) throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp(failure);
        TestServer server = serverFor(smtp)) {
      InvitationFixture.invite(server, "ada@example.org", VIEWER);

      until(() -> count(server, DEAD) == 1);

      OutboxService outbox = OperatorServices.over(server.database(), Clock.systemUTC()).outbox();
      StuckMail dead = outbox.dead(InvitationFixture.OPERATOR).getFirst();
      assertThat(dead.attempts()).isEqualTo(1);
      assertThat(dead.lastError()).contains(failure == Step.TEXT_554 ? "554" : "550");
      smtp.mails()
          .forEach(mail ->
              assertThat(dead.lastError())
                  .as("what the server quotes")
                  .doesNotContain(MailParser.secret(mail)));
      assertThat(count(server, SECRETS)).isZero();

      assertThat(outbox.retry(InvitationFixture.OPERATOR, Optional.of(UUID.randomUUID()))).isZero();
      assertThat(outbox.retry(InvitationFixture.OPERATOR, Optional.of(dead.id()))).isEqualTo(1);
      until(() -> count(server, SENT) == 1);
      assertThat(acceptWith(server, smtp.mails().getLast())).isEqualTo(200);
    }
  }

  /** Mailboxes that see a Message-ID twice may keep the first mail, so both links must work. */
  @Test
  void aConnectionLostBehindTheMailSendsItAgainAndBothLinksWork() throws Exception {
    for (int kept = 0; kept < 2; kept++) {
      try (ScriptedSmtp smtp = new ScriptedSmtp(Step.DROP_AFTER_DATA);
          TestServer server = serverFor(smtp)) {
        InvitationFixture.invite(server, "ada@example.org", VIEWER);
        until(() -> count(server, SENT) == 1);

        List<String> mails = List.copyOf(smtp.mails());
        assertThat(mails).hasSize(2);
        assertThat(mails)
            .extracting(mail -> MailParser.header(MailParser.parse(mail), "Message-ID"))
            .containsOnly(MailParser.header(MailParser.parse(mails.getFirst()), "Message-ID"));
        assertThat(acceptWith(server, mails.get(kept))).isEqualTo(200);
        assertThat(acceptWith(server, mails.get(1 - kept))).as("joined already").isEqualTo(409);
      }
    }
  }

  @Test
  void whileNoMailServerAnswersInvitationsAreTakenAndTheirMailLeavesLater() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    DatabaseUrl database = TestDatabase.fresh();
    try (TestServer server =
        TestServer.on(database, InvitationFixture.smtp(port)).load("two-tenants")) {
      for (int i = 0; i < 20; i++) {
        InvitationFixture.invite(server, "p" + i + "@example.org", VIEWER);
      }
      until(() -> count(server, "SELECT sum(attempts) FROM outbox") >= 3);
      assertThat(count(server, WAITING)).isEqualTo(20);
      assertThat(count(server, SECRETS)).isLessThan(2);
    }
    try (ScriptedSmtp smtp = new ScriptedSmtp();
        TestServer server = TestServer.on(database, InvitationFixture.smtp(smtp.port()))) {
      until(() -> count(server, SENT) == 20);
      assertThat(smtp.mails()).hasSize(20);
    }
  }

  @Test
  void aMailServerThatHangsBlocksNeitherRequestsNorResendNorRevoke() throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp(Step.HOLD);
        TestServer server = serverFor(smtp)) {
      UUID id = InvitationFixture.invite(server, "ada@example.org", VIEWER);
      smtp.awaitHold();
      OperatorServices operator = OperatorServices.over(server.database(), Clock.systemUTC());

      UUID other = InvitationFixture.invite(server, "bob@example.org", VIEWER);
      assertThat(server.get("ann-token", "/api/accounts/invitations/" + id + "/").status())
          .isEqualTo(200);
      assertThat(
              operator.invitations().resend(InvitationFixture.OPERATOR, 1, id, Duration.ofDays(1)))
          .isTrue();
      assertThat(operator.invitations().revoke(InvitationFixture.OPERATOR, 1, other)).isTrue();
      smtp.goOn();
      until(() -> count(server, WAITING) == 0);

      List<String> mails = List.copyOf(smtp.mails());
      assertThat(mails).as("the one under way, and the new one").hasSize(2);
      assertThat(count(server, "SELECT count(*) FROM outbox WHERE state = 'dropped'"))
          .as("the mail of the revoked invitation")
          .isEqualTo(1);
      assertThat(acceptWith(server, mails.getFirst())).isEqualTo(404);
      assertThat(acceptWith(server, mails.getLast())).isEqualTo(200);
    }
  }

  @Test
  void twoRelaysOnOneDatabaseSendEachMailOnce() throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp()) {
      DatabaseUrl database = TestDatabase.fresh();
      MailConfig config = InvitationFixture.smtp(smtp.port());
      try (TestServer one = TestServer.on(database, MailConfig.off()).load("two-tenants")) {
        for (int i = 0; i < 60; i++) {
          InvitationFixture.invite(one, "p" + i + "@example.org", VIEWER);
        }
        try (TestServer two = TestServer.on(database, config);
            TestServer three = TestServer.on(database, config)) {
          until(() -> count(one, SENT) == 60);
        }
      }
      List<String> to = new ArrayList<>();
      smtp.mails().forEach(mail -> to.add(MailParser.header(MailParser.parse(mail), "To")));
      assertThat(to).hasSize(60).doesNotHaveDuplicates();
    }
  }

  @Test
  void afterItsLastAttemptAMailIsADeadLetter() throws Exception {
    Step[] steps = new Step[20];
    Arrays.fill(steps, Step.RECIPIENT_451);
    try (ScriptedSmtp smtp = new ScriptedSmtp(steps);
        TestServer server = serverFor(smtp)) {
      InvitationFixture.invite(server, "ada@example.org", VIEWER);

      until(() -> count(server, DEAD) == 1);

      assertThat(count(server, "SELECT attempts FROM outbox")).isEqualTo(20);
      assertThat(smtp.played()).isTrue();
    }
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    RetryPolicy pace =
        new RetryPolicy(
            Duration.ZERO, Duration.ofSeconds(2), Duration.ofMinutes(10), 160, Duration.ZERO);

    assertThat(List.of(1, 2, 3, 9, 10, 159))
        .extracting(failures -> pace.backOff(failures).toSeconds())
        .containsExactly(2L, 4L, 8L, 512L, 600L, 600L);
    assertThat(pace.givesUp(159)).isFalse();
    assertThat(pace.givesUp(160)).isTrue();
    assertThat(List.of(0, 1, 2, 4, 5, 500))
        .extracting(failures -> pace.restAfter(failures).toSeconds())
        .containsExactly(0L, 2L, 4L, 16L, 30L, 30L);
    assertThat(List.of(0, 1, 4, 5, 500))
        .extracting(failures -> pace.restAfterRefusal(failures).toSeconds())
        .containsExactly(0L, 2L, 16L, 32L, 600L);
    assertThat(pace.alarm()).isEqualTo(Duration.ofMinutes(15));
  }
}
