package dev.roster.server.cli;

import dev.roster.server.address.ServerUrl;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.MailConfig.Route;
import dev.roster.server.failure.MalformedException;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.LocalRequests;
import dev.roster.server.mail.Brand;
import dev.roster.server.mail.HeloName;
import dev.roster.server.mail.RetryPolicy;
import dev.roster.server.mail.SenderAddress;
import dev.roster.server.mail.SmtpTrust;
import dev.roster.server.mail.SmtpUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The mail options of {@code roster serve}. */
final class MailOptions {
  @Secret
  @Option(
      names = "--smtp-url",
      paramLabel = "URL",
      description =
          "Mail server, as smtp://user:password@host:587 (STARTTLS) or"
              + " smtps://user:password@host:465; ?starttls=optional takes TLS only where it is"
              + " offered, as towards this machine, and ?starttls=off never. The environment"
              + " variable ROSTER_SMTP_URL keeps the password out of the process list. Without one,"
              + " mail goes to the page /dev/mailbox beside demo data on a laptop, and waits"
              + " elsewhere.")
  private @Nullable String smtpUrl;

  @Option(
      names = "--smtp-ca",
      paramLabel = "FILE",
      description =
          "Certificates (PEM) of the authorities that may sign the mail server's certificate, in"
              + " place of those that Java knows; also by the environment variable"
              + " ROSTER_SMTP_CA.")
  private @Nullable Path smtpCa;

  @Option(
      names = "--smtp-helo",
      paramLabel = "NAME",
      description =
          "Name sent to mail servers in EHLO, for example roster.example.org; also by the"
              + " environment variable ROSTER_SMTP_HELO (default: the name of this machine if it"
              + " has a domain, else its address).")
  private @Nullable String smtpHelo;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description = {
        "Sender of mail: one address, for example",
        "'Roster <noreply@example.org>'; also by the environment variable ROSTER_MAIL_FROM."
      })
  private @Nullable String from;

  @ExclusiveWith(
      value = "--smtp-url",
      message = "--mailbox and --smtp-url are two places for one mail.")
  @Option(
      names = "--mailbox",
      fallbackValue = "true",
      description =
          "Show mail on the page /dev/mailbox without demo data, too; every user of this machine"
              + " can read it and use its links.")
  private boolean mailbox;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "URL at which people reach this server; links in mails begin with it. Links in"
              + " responses begin with the host of the request. Also by ROSTER_PUBLIC_URL.")
  private @Nullable String publicUrl;

  @Option(
      names = "--app-url",
      paramLabel = "URL",
      description =
          "The application that people sign in to; the page that accepts an invitation leads there"
              + " afterwards. https, or http on this machine. Also by ROSTER_APP_URL (default:"
              + " none; the page then says to open the application, without a link).")
  private @Nullable String appUrl;

  @Option(
      names = "--brand-name",
      paramLabel = "NAME",
      defaultValue = "Roster",
      converter = TextConverters.Name.class,
      description =
          "Name of the service in mails and on the page behind their links, as its users know it;"
              + " also by ROSTER_BRAND_NAME (default: ${DEFAULT-VALUE}).")
  private String brandName;

  @Option(
      names = "--brand-logo",
      paramLabel = "URL",
      description =
          "Picture in place of the name, 32 pixels high, at an https address that everybody can"
              + " load; also by ROSTER_BRAND_LOGO (default: none).")
  private @Nullable String brandLogo;

  @Option(
      names = "--brand-colour",
      paramLabel = "#RRGGBB",
      defaultValue = Brand.DEFAULT_COLOUR,
      description =
          "Colour of the buttons in mails and on that page, on which white letters can be read;"
              + " also by ROSTER_BRAND_COLOUR (default: ${DEFAULT-VALUE}).")
  private String brandColour;

  @Option(
      names = "--brand-footer",
      paramLabel = "TEXT",
      converter = TextConverters.Name.class,
      description =
          "Last line of mails: who runs this server and how to reach them; also by"
              + " ROSTER_BRAND_FOOTER (default: none).")
  private @Nullable String brandFooter;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description =
          "Time zone of times in mails; also by ROSTER_TIME_ZONE (default: ${DEFAULT-VALUE}).")
  private String timeZone;

  @ValueRange(min = 1, max = MailConfig.MOST_DAYS)
  @Option(
      names = "--invitation-days",
      paramLabel = "N",
      defaultValue = "" + MailConfig.DEFAULT_DAYS,
      description = "How long an invitation can be accepted (default: ${DEFAULT-VALUE}).")
  private int days;

  /**
   * @param host where the server listens
   * @param demo whether the data is Roster's own demo data
   * @throws UserErrorException with a sentence for a person
   */
  MailConfig config(String host, boolean demo, ServerExposure exposure) {
    Route route = route(demo, exposure);
    String sender = from == null ? MailConfig.DEFAULT_FROM : from;
    if (route instanceof Route.Smtp && sender.equals(MailConfig.DEFAULT_FROM)) {
      throw new UserErrorException("A mail server needs a sender: give --mail-from.");
    }
    SenderAddress.parse(sender);
    Optional<URI> base = base();
    if (route instanceof Route.Smtp smtp && base.isEmpty()) {
      requireReachableLinks(host, smtp.server());
    }
    return new MailConfig(
        route,
        sender,
        base,
        zone(),
        Duration.ofDays(days),
        RetryPolicy.PATIENT,
        AppUrl.parse(appUrl),
        brand());
  }

  private Brand brand() {
    if (!Brand.isColour(brandColour)) {
      throw new UserErrorException("--brand-colour must look like #0b5d3b.");
    }
    if (!Brand.carriesWhite(brandColour)) {
      throw new UserErrorException(
          "--brand-colour must be darker: white letters on "
              + brandColour
              + " cannot be read (WCAG 2.2 asks for a contrast of 4.5).");
    }
    return new Brand(
        brandName,
        Optional.ofNullable(brandLogo).map(MailOptions::logo),
        brandColour,
        Optional.ofNullable(brandFooter));
  }

  /** Mail programs load pictures by https only, and show the address to the sender of none. */
  private static URI logo(String text) {
    try {
      ServerUrl url = ServerUrl.parse(text);
      if (url.scheme().equals("https") && url.userInfo().isEmpty()) {
        return url.toUri();
      }
      throw new MalformedException("is no https address, or has a user");
    } catch (MalformedException malformed) {
      throw new UserErrorException(
          "--brand-logo must look like https://example.org/logo.png; this one "
              + malformed.getMessage()
              + ".",
          malformed);
    }
  }

  /** Links begin with where the server listens, which must mean something to a recipient. */
  private static void requireReachableLinks(String host, SmtpUrl server) {
    boolean anywhere = ServerExposure.isWildcard(host);
    if (anywhere || ServerExposure.isLoopback(host) && !isNear(server.host())) {
      throw new UserErrorException(
          "--smtp-url needs --public-url, since the server listens on "
              + host
              + (anywhere
                  ? ", which is no address that the recipient of a mail could open."
                  : ", where the recipient of a mail cannot open its link."));
    }
  }

  private static boolean isNear(String mailServer) {
    return LocalRequests.isNamedBy(mailServer) || LocalRequests.isNamedBy("[" + mailServer + "]");
  }

  private Route route(boolean demo, ServerExposure exposure) {
    if (mailbox) {
      exposure.requireNoMailbox();
    }
    if (smtpUrl != null) {
      return new Route.Smtp(SmtpUrl.parse(smtpUrl), trust(), helo());
    }
    return mailbox || demo && exposure.isThisMachineOnly()
        ? new Route.Mailbox()
        : new Route.Nowhere();
  }

  private SmtpTrust trust() {
    return smtpCa == null ? SmtpTrust.ofJava() : SmtpTrust.onlyOf(smtpCa);
  }

  private HeloName helo() {
    return smtpHelo == null ? HeloName.ofThisMachine() : HeloName.of(smtpHelo);
  }

  /** The public URL of the server, if given. */
  Optional<URI> base() {
    return Optional.ofNullable(publicUrl).map(MailOptions::base);
  }

  /** A base of links has no user, query or fragment, which every link would repeat. */
  private static URI base(String text) {
    ServerUrl url;
    try {
      url = ServerUrl.parse(text.replaceAll("/+$", ""));
    } catch (MalformedException malformed) {
      throw new UserErrorException(
          "--public-url must look like https://roster.example.org, with or without a path; this one"
              + " "
              + malformed.getMessage()
              + ".",
          malformed);
    }
    if (!Set.of("http", "https").contains(url.scheme())
        || url.userInfo().isPresent()
        || url.query().isPresent()
        || url.fragment().isPresent()) {
      throw new UserErrorException(
          "--public-url must look like https://roster.example.org, with or without a path.");
    }
    if (ServerExposure.isWildcard(url.host().inUrl())) {
      throw new UserErrorException(
          "--public-url must name a host that people can reach, not " + url.host().inUrl() + ".");
    }
    return url.toUri();
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(timeZone);
    } catch (DateTimeException unknown) {
      throw new UserErrorException(
          "--time-zone must name a zone, for example Europe/Amsterdam.", unknown);
    }
  }
}
