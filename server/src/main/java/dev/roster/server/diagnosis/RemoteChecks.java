package dev.roster.server.diagnosis;

import dev.roster.server.jwt.PublishedKeys;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.mail.MailNotSentException;
import dev.roster.server.mail.SmtpSender;
import dev.roster.server.mail.SmtpSender.Rehearsal;
import java.io.IOException;
import java.text.ParseException;

/** The checks of the mail server and of the issuer of JWTs. */
public final class RemoteChecks {
  private RemoteChecks() {}

  /** The conversation with the mail server up to where a mail would begin. */
  public static Finding mail(SmtpSender sender) {
    try {
      Rehearsal done = sender.rehearse();
      String text =
          done.server()
              + (done.encrypted() ? " with TLS" : " without TLS")
              + (done.authenticated() ? ", logged in" : ", without a log-in");
      return done.encrypted() || done.near()
          ? Finding.ok("mail", text)
          : Finding.warn("mail", text, "mail and its links can be read on the way: use STARTTLS");
    } catch (MailNotSentException refused) {
      return Finding.fail(
          "mail", String.valueOf(refused.getMessage()), "see --smtp-url and docs/mail.md");
    }
  }

  /** The keys that the issuer publishes. */
  public static Finding issuer(TrustedIssuer issuer) {
    String remedy = "see the issuer, and docs/jwt.md";
    try {
      int keys = PublishedKeys.of(issuer).usable();
      String text = issuer.issuer() + " publishes " + keys + (keys == 1 ? " key" : " keys");
      return keys == 0
          ? Finding.fail("jwt", text + " that can be used", remedy)
          : Finding.ok("jwt", text);
    } catch (IOException | ParseException unusable) {
      return Finding.fail(
          "jwt",
          "the keys of " + issuer.issuer() + " cannot be fetched: " + unusable.getMessage(),
          remedy);
    }
  }
}
