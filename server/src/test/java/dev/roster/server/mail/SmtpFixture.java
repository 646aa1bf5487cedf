package dev.roster.server.mail;

import dev.roster.server.testing.ScriptedSmtp;
import java.io.IOException;
import java.util.Optional;

/** A scripted mail server, and mail with the link of an invitation to send to it. */
final class SmtpFixture implements AutoCloseable {
  static final InvitationSecret SECRET =
      new InvitationSecret("Zk3v9QxT1mB7-sLw0_PdE5uRyHcN8aGfJ2iOoKtV4Xb");
  static final String LINK = "https://roster.example.org/accept#" + SECRET.text();

  private final ScriptedSmtp smtp = new ScriptedSmtp();

  ScriptedSmtp smtp() {
    return smtp;
  }

  void send(String from, OutgoingMail mail) throws MailNotSentException {
    new SmtpSender(
            SmtpUrl.parse("smtp://127.0.0.1:" + smtp.port()),
            SmtpTrust.ofJava(),
            HeloName.of("roster.example.org"),
            SenderAddress.parse(from))
        .send(mail);
  }

  static OutgoingMail mail(String to, String subject, String text) {
    return new OutgoingMail(
        "<1@example.org>",
        to,
        Optional.empty(),
        subject,
        text + "\n" + LINK + "\n",
        "<p>" + text + "</p>\n",
        "en",
        SECRET);
  }

  static OutgoingMail mailTo(String to) {
    return mail(to, "Invitation", "Hello,");
  }

  @Override
  public void close() throws IOException {
    smtp.close();
  }
}
