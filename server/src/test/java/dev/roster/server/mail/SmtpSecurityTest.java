package dev.roster.server.mail;

import static dev.roster.server.testing.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.leaks.SecretKind;
import dev.roster.server.leaks.Secrets;
import dev.roster.server.mail.SmtpUrl.Tls;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.ScriptedSmtp;
import dev.roster.server.testing.ScriptedSmtp.Step;
import dev.roster.server.testing.ServerProcess;
import dev.roster.server.testing.TestCertificateAuthority;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.TlsProxy;
import dev.roster.server.testing.TlsProxy.Way;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * A mail server that is not who it should be gets no mail, and the mail leaves when that is
 * repaired.
 */
class SmtpSecurityTest {
  private static final int VIEWER = 4;
  private static final String PASSWORD = "hunter2&more";

  private static Path folder;
  private static Path certificate;
  private static SSLContext right;
  private static SSLContext ofAnotherHost;
  private static SSLContext ofNobodyKnown;

  private GreenMail mailbox;
  private ListAppender<ILoggingEvent> log;

  @BeforeAll
  static void makeCertificates(@TempDir Path temporary) throws IOException {
    folder = temporary;
    TestCertificateAuthority known =
        new TestCertificateAuthority(Files.createDirectory(folder.resolve("known")));
    certificate = known.certificate(folder.resolve("known.pem"));
    right = known.issue("localhost");
    ofAnotherHost = known.issue("mail.example.org");
    ofNobodyKnown =
        new TestCertificateAuthority(Files.createDirectory(folder.resolve("unknown")))
            .issue("localhost");
  }

  @BeforeEach
  void start() {
    mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mailbox.start();
    log = new ListAppender<>();
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void stop() {
    root().detachAppender(log);
    mailbox.stop();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger("ROOT");
  }

  private static SmtpUrl url(Way way, int port, String user, String password) {
    if (password != null) {
      Secrets.seen(SecretKind.MAIL_PASSWORD, password);
    }
    Tls tls = way == Way.FROM_THE_START ? Tls.IMPLICIT : Tls.REQUIRED;
    return new SmtpUrl("localhost", port, user, password, tls);
  }

  private static TestServer sendingTo(SmtpUrl url, SmtpTrust trust) {
    MailConfig usual = InvitationFixture.smtp(url.port());
    return TestServer.on(
            TestDatabase.fresh(),
            new MailConfig(
                new MailConfig.Route.Smtp(url, trust, HeloName.ofThisMachine()),
                usual.from(),
                usual.publicUrl(),
                usual.zone(),
                usual.validity(),
                usual.pace(),
                usual.app(),
                usual.brand()))
        .load("two-tenants");
  }

  private static SmtpTrust trusted() {
    return SmtpTrust.onlyOf(certificate);
  }

  private static String lastError(TestServer server) {
    return server
        .database()
        .reading(tx ->
            tx.handle()
                .createQuery("SELECT coalesce(last_error, '') FROM outbox")
                .mapTo(String.class)
                .one());
  }

  /** Two attempts fail with the reason, and nothing is sent or lost by them. */
  private String refusedFor(TestServer server) {
    InvitationFixture.invite(server, "ada@example.org", VIEWER);
    until(() -> InvitationFixture.count(server, "SELECT attempts FROM outbox") >= 2);
    assertThat(mailbox.getReceivedMessages()).isEmpty();
    assertThat(
            InvitationFixture.count(server, "SELECT count(*) FROM outbox WHERE state = 'waiting'"))
        .isEqualTo(1);
    String reason = lastError(server);
    assertThat(logged()).as("whoever runs the server reads why").contains(reason);
    return reason;
  }

  private String logged() {
    return String.join(
        "\n", List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  private void assertDelivered(TestServer server) {
    until(() -> mailbox.getReceivedMessages().length > 0);
    until(() ->
        InvitationFixture.count(server, "SELECT count(*) FROM outbox WHERE state = 'sent'") == 1);
    assertThat(mailbox.getReceivedMessages()).hasSize(1);
    String secret = MailParser.secret(mailbox.getReceivedMessages()[0]);
    assertThat(InvitationFixture.accept(server, secret, "Ada", "Lovelace").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void mailTravelsOverTlsToAServerWhoseCertificateIsInOrder(Way way) throws Exception {
    mailbox.setUser("roster", "roster", PASSWORD);
    try (TlsProxy front = new TlsProxy(mailbox.getSmtp().getPort(), way, right);
        TestServer server = sendingTo(url(way, front.port(), "roster", PASSWORD), trusted())) {
      InvitationFixture.invite(server, "ada@example.org", VIEWER);

      assertDelivered(server);
      assertThat(front.secured()).isEqualTo(1);
      assertThat(logged()).doesNotContain(PASSWORD);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateOfAnotherHostStopsTheMailUntilItIsRepaired(Way way) throws Exception {
    try (TlsProxy front = new TlsProxy(mailbox.getSmtp().getPort(), way, ofAnotherHost);
        TestServer server = sendingTo(url(way, front.port(), null, null), trusted())) {
      assertThat(refusedFor(server)).contains("localhost");

      front.identity(right);

      assertDelivered(server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateThatNobodyVouchesForStopsTheMailUntilItIsRepaired(Way way) throws Exception {
    try (TlsProxy front = new TlsProxy(mailbox.getSmtp().getPort(), way, ofNobodyKnown);
        TestServer server = sendingTo(url(way, front.port(), null, null), trusted())) {
      assertThat(refusedFor(server)).contains("PKIX path");
      assertThat(front.secured()).isZero();

      front.identity(right);

      assertDelivered(server);
    }
  }

  @Test
  void withoutACertificateFileOnlyTheAuthoritiesOfJavaAreTrusted() throws Exception {
    try (TlsProxy front = new TlsProxy(mailbox.getSmtp().getPort(), Way.STARTTLS, right);
        TestServer server =
            sendingTo(url(Way.STARTTLS, front.port(), null, null), SmtpTrust.ofJava())) {
      assertThat(refusedFor(server)).contains("PKIX path");
    }
  }

  @Test
  void aServerThatOffersNoStarttlsGetsNoMailWhereItIsRequired() throws Exception {
    try (TestServer server =
        sendingTo(url(Way.STARTTLS, mailbox.getSmtp().getPort(), null, null), trusted())) {
      assertThat(refusedFor(server)).contains("STARTTLS is required");
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutThePasswordAndTheMailLeavesWhenItIsRight() throws Exception {
    mailbox.setUser("roster", "roster", "another password");
    try (TlsProxy front = new TlsProxy(mailbox.getSmtp().getPort(), Way.STARTTLS, right);
        TestServer server =
            sendingTo(url(Way.STARTTLS, front.port(), "roster", PASSWORD), trusted())) {
      assertThat(refusedFor(server)).contains("535").doesNotContain(PASSWORD);

      mailbox.setUser("roster", "roster", PASSWORD);

      assertDelivered(server);
      assertThat(logged()).doesNotContain(PASSWORD);
    }
  }

  @Test
  void aServerThatQuotesTheLogInPutsItIntoNoLogAndNoTable() throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp(Step.LOGIN_535, Step.LOGIN_535);
        TestServer server =
            sendingTo(
                new SmtpUrl("localhost", smtp.port(), "r", PASSWORD, Tls.OPTIONAL),
                SmtpTrust.ofJava())) {
      String reason = refusedFor(server);

      String login =
          Base64.getEncoder()
              .encodeToString(("r\0r\0" + PASSWORD).getBytes(StandardCharsets.UTF_8));
      assertThat(reason).contains("535").doesNotContain(login).doesNotContain(PASSWORD);
      assertThat(logged()).doesNotContain(login).doesNotContain(PASSWORD);
      until(() -> smtp.mails().size() == 1);
    }
  }

  @Test
  void serveTakesTheAuthorityOfTheMailServerFromAFile() throws Exception {
    mailbox.setUser("roster", "roster", "secret");
    DatabaseUrl database = TestDatabase.fresh();
    try (TlsProxy front = new TlsProxy(mailbox.getSmtp().getPort(), Way.FROM_THE_START, right);
        TestServer inviting = TestServer.on(database, MailConfig.off()).load("two-tenants")) {
      InvitationFixture.invite(inviting, "ada@example.org", VIEWER);
      String url = "smtps://roster:secret@localhost:" + front.port();
      try (ServerProcess sending = ServerProcess.start(database, url, "--smtp-ca=" + certificate)) {
        assertDelivered(inviting);
        assertThat(sending.log()).doesNotContain("cannot be used");
      }
    }
  }

  /** The mail server of Debian has a certificate that it signed itself. */
  @ParameterizedTest
  @CsvSource({
    "STARTTLS, smtp://127.0.0.1:%d",
    "STARTTLS, smtp://localhost:%d",
    "STARTTLS, smtp://localhost.:%d",
    "STARTTLS, smtp://LOCALHOST:%d",
    "STARTTLS, smtp://[::ffff:127.0.0.1]:%d",
    "STARTTLS, smtp://127.0.0.1:%d?starttls=optional",
    "FROM_THE_START, smtps://127.0.0.1:%d"
  })
  void towardsThisMachineTlsIsTakenWithAnyCertificate(Way way, String url) throws Exception {
    try (TlsProxy front = new TlsProxy(mailbox.getSmtp().getPort(), way, ofNobodyKnown);
        TestServer server =
            sendingTo(SmtpUrl.parse(url.formatted(front.port())), SmtpTrust.ofJava())) {
      InvitationFixture.invite(server, "ada@example.org", VIEWER);

      assertDelivered(server);
      assertThat(front.secured()).isEqualTo(1);
    }
  }

  @Test
  void aCertificateIsRequiredTowardsThisMachineWhereTheUrlOrAnAuthorityAsksForIt()
      throws Exception {
    try (TlsProxy front = new TlsProxy(mailbox.getSmtp().getPort(), Way.STARTTLS, ofNobodyKnown)) {
      String url = "smtp://localhost:" + front.port();
      try (TestServer server =
          sendingTo(SmtpUrl.parse(url + "?starttls=required"), SmtpTrust.ofJava())) {
        assertThat(refusedFor(server)).contains("PKIX path", "--smtp-ca");
      }
      try (TestServer server = sendingTo(SmtpUrl.parse(url), trusted())) {
        assertThat(refusedFor(server)).contains("PKIX path", "--smtp-ca");
      }
    }
  }

  @Test
  void starttlsIsLeftOutWhereItIsOff() throws Exception {
    try (ScriptedSmtp smtp =
            new ScriptedSmtp()
                .answer("EHLO", "250-scripted\n250 STARTTLS")
                .answer("STARTTLS", "454 4.7.0 TLS not available due to local problem");
        TestServer server =
            sendingTo(
                SmtpUrl.parse("smtp://127.0.0.1:" + smtp.port() + "?starttls=off"),
                SmtpTrust.ofJava())) {
      InvitationFixture.invite(server, "ada@example.org", VIEWER);

      until(() -> smtp.mails().size() == 1);
      assertThat(smtp.commands()).doesNotContain("STARTTLS");
    }
  }
}
