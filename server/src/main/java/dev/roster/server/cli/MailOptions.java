package dev.roster.server.cli;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.MailConfig.Route;
import dev.roster.server.mail.HeloName;
import dev.roster.server.mail.RelayPace;
import dev.roster.server.mail.SenderAddress;
import dev.roster.server.mail.SmtpTrust;
import dev.roster.server.mail.SmtpUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code roster serve} sends mail. */
final class MailOptions {
  @Option(
      names = "--smtp-url",
      paramLabel = "URL",
      description =
          "Mail server, as smtp://user:password@host:587 (STARTTLS) or"
              + " smtps://user:password@host:465; ?starttls=optional takes TLS only where it is"
              + " offered, as towards this machine, and ?starttls=off never. The environment"
              + " variable ROSTER_SMTP_URL keeps the password out of the process list. Without one,"
              + " mail goes to the page /dev/mailbox on a laptop, and waits elsewhere.")
  private @Nullable String smtpUrl;

  @Option(
      names = "--smtp-ca",
      paramLabel = "FILE",
      defaultValue = "${env:ROSTER_SMTP_CA}",
      description =
          "Certificates in PEM of whom to trust about the mail server's certificate, in place of"
              + " the authorities that Java knows; also by the environment variable"
              + " ROSTER_SMTP_CA.")
  private @Nullable String smtpCa;

  @Option(
      names = "--smtp-helo",
      paramLabel = "NAME",
      defaultValue = "${env:ROSTER_SMTP_HELO}",
      description =
          "Name by which mail servers are greeted (EHLO), for example roster.example.org; also by"
              + " the environment variable ROSTER_SMTP_HELO (default: the name of this machine if"
              + " it has a domain, else its address).")
  private @Nullable String smtpHelo;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      defaultValue = "${env:ROSTER_MAIL_FROM}",
      description =
          "Sender of mail: one address, for example 'Roster <noreply@example.org>'; also by the"
              + " environment variable ROSTER_MAIL_FROM.")
  private @Nullable String from;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      defaultValue = "${env:ROSTER_PUBLIC_URL}",
      description = "Where people reach this server; links in mails begin with it.")
  private @Nullable String publicUrl;

  @Option(
      names = "--app-url",
      paramLabel = "URL",
      defaultValue = "${env:ROSTER_APP_URL}",
      description =
          "The application that people sign in to; the page that accepts an invitation leads there"
              + " afterwards. https, or http on this machine. Also by ROSTER_APP_URL (default:"
              + " none; the page then says to open the application, without a link).")
  private @Nullable String appUrl;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "${env:ROSTER_TIME_ZONE:-UTC}",
      description = "Zone in which mails tell the time (default: ${DEFAULT-VALUE}).")
  private String timeZone;

  @Option(
      names = "--invitation-days",
      paramLabel = "N",
      defaultValue = "" + MailConfig.DEFAULT_DAYS,
      description = "How long an invitation can be accepted (default: ${DEFAULT-VALUE}).")
  private int days;

  /**
   * @param laptop whether nobody but this machine reaches the server, and its data is a trial
   * @throws IllegalArgumentException with a sentence for a person
   */
  MailConfig config(boolean laptop) {
    if (days < 1) {
      throw new IllegalArgumentException("--invitation-days must be at least 1.");
    }
    Route route = route(laptop);
    String sender = from == null || from.isEmpty() ? MailConfig.DEFAULT_FROM : from;
    if (route instanceof Route.Smtp && sender.equals(MailConfig.DEFAULT_FROM)) {
      throw new IllegalArgumentException("A mail server needs a sender: give --mail-from.");
    }
    SenderAddress.parse(sender);
    return new MailConfig(
        route,
        sender,
        base(),
        zone(),
        Duration.ofDays(days),
        RelayPace.PATIENT,
        AppUrl.parse(appUrl));
  }

  private Route route(boolean laptop) {
    String url = smtpUrl == null ? System.getenv("ROSTER_SMTP_URL") : smtpUrl;
    if (url != null && !url.isEmpty()) {
      return new Route.Smtp(SmtpUrl.parse(url), trust(), helo());
    }
    return laptop ? new Route.Mailbox() : new Route.Nowhere();
  }

  private SmtpTrust trust() {
    return smtpCa == null || smtpCa.isEmpty()
        ? SmtpTrust.ofJava()
        : SmtpTrust.onlyOf(Path.of(smtpCa));
  }

  private HeloName helo() {
    return smtpHelo == null || smtpHelo.isEmpty()
        ? HeloName.ofThisMachine()
        : HeloName.of(smtpHelo);
  }

  /** Where people reach the server, if that was said. */
  Optional<URI> base() {
    if (publicUrl == null || publicUrl.isEmpty()) {
      return Optional.empty();
    }
    URI uri = URI.create(publicUrl.replaceAll("/+$", ""));
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!web
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "--public-url must look like https://roster.example.org, with or without a path.");
    }
    return Optional.of(uri);
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(timeZone);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "--time-zone must name a zone, for example Europe/Amsterdam.", unknown);
    }
  }
}
