package dev.roster.server.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.diagnosis.Finding.Status;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.mail.HeloName;
import dev.roster.server.mail.SenderAddress;
import dev.roster.server.mail.SmtpSender;
import dev.roster.server.mail.SmtpTrust;
import dev.roster.server.mail.SmtpUrl;
import dev.roster.server.testing.Jwts;
import dev.roster.server.testing.ScriptedIssuer;
import dev.roster.server.testing.ScriptedSmtp;
import dev.roster.server.testing.ScriptedSmtp.Step;
import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Mail servers and issuers that fail in the ways that operators meet. */
class RemoteChecksTest {
  private static final String PASSWORD = "hunter2hunter2";

  private static Finding mail(ScriptedSmtp server, String login, String query) {
    return RemoteChecks.mail(
        new SmtpSender(
            SmtpUrl.parse("smtp://" + login + "127.0.0.1:" + server.port() + query),
            SmtpTrust.ofJava(),
            HeloName.of("roster.example.org"),
            SenderAddress.parse("noreply@example.org")));
  }

  @Test
  void aMailServerIsGreetedAndLeftWithoutAMail() throws IOException {
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      Finding finding = mail(server, "", "");

      assertThat(finding.status()).isEqualTo(Status.OK);
      assertThat(finding.text())
          .isEqualTo("smtp://127.0.0.1:" + server.port() + " without TLS, without a log-in");
      assertThat(server.commands()).containsExactly("EHLO roster.example.org", "QUIT");
    }
  }

  @Test
  void aLogInThatIsAcceptedIsSaid() throws IOException {
    try (ScriptedSmtp server = new ScriptedSmtp(Step.LOGIN_535)) {
      server.answer("AUTH", "235 welcome");

      assertThat(mail(server, "u:" + PASSWORD + "@", "").text()).endsWith(", logged in");
      assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }
  }

  @Test
  void aLogInThatIsRefusedIsAFailureWithoutThePassword() throws IOException {
    try (ScriptedSmtp server = new ScriptedSmtp(Step.LOGIN_535)) {
      Finding finding = mail(server, "u:" + PASSWORD + "@", "");

      assertThat(finding.status()).isEqualTo(Status.FAIL);
      // the server quotes the log-in, as it was sent
      String sent = "u\0u\0" + PASSWORD;
      assertThat(finding.text())
          .contains("535")
          .doesNotContain(PASSWORD)
          .doesNotContain(Base64.getEncoder().encodeToString(sent.getBytes(UTF_8)));
    }
  }

  @Test
  void aMailServerWithoutTheTlsThatIsAskedForIsAFailure() throws IOException {
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      Finding finding = mail(server, "", "?starttls=required");

      assertThat(finding.status()).isEqualTo(Status.FAIL);
      assertThat(finding.text()).contains("STARTTLS", "?starttls=optional");
    }
  }

  @Test
  void aMailServerThatIsAwayOrBusyIsAFailure() throws IOException {
    try (ScriptedSmtp server = new ScriptedSmtp(Step.GREET_421)) {
      assertThat(mail(server, "", "").text()).contains("421");
      server.refuse();
      assertThat(mail(server, "", ""))
          .matches(
              each -> each.status() == Status.FAIL && each.text().startsWith("no connection: "));
    }
  }

  @Test
  void theKeysOfAnIssuerAreCounted() {
    try (ScriptedIssuer issuer = new ScriptedIssuer()) {
      TrustedIssuer trusted = TrustedIssuer.openId(issuer.name(), Set.of("roster"));
      issuer.publish(Jwts.keySet(Jwts.jwk("one", Jwts.rsa("one")), Jwts.jwk("two", Jwts.curve())));

      assertThat(RemoteChecks.issuer(trusted))
          .isEqualTo(Finding.ok("jwt", issuer.name() + " publishes 2 keys"));
    }
  }

  @Test
  void anIssuerWithoutKeysOrThatIsAwayIsAFailure() {
    try (ScriptedIssuer issuer = new ScriptedIssuer()) {
      TrustedIssuer trusted = TrustedIssuer.openId(issuer.name(), Set.of("roster"));
      issuer.publish("{\"keys\":[]}");

      assertThat(RemoteChecks.issuer(trusted))
          .matches(each -> each.status() == Status.FAIL)
          .matches(each -> each.text().endsWith(" publishes 0 keys that can be used"));
      issuer.fail(503);
      assertThat(RemoteChecks.issuer(trusted).text()).endsWith("/keys answers 503");
      issuer.publish("no JSON");
      assertThat(RemoteChecks.issuer(trusted).status()).isEqualTo(Status.FAIL);
      issuer.close();
      assertThat(RemoteChecks.issuer(trusted))
          .matches(each -> each.status() == Status.FAIL)
          .matches(each -> each.text().contains("cannot be fetched"));
    }
  }
}
