package dev.roster.server.boot;

import dev.roster.server.mail.Brand;
import dev.roster.server.mail.HeloName;
import dev.roster.server.mail.RetryPolicy;
import dev.roster.server.mail.SmtpTrust;
import dev.roster.server.mail.SmtpUrl;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The settings of mail.
 *
 * @param route where it goes
 * @param from the sender
 * @param publicUrl the base of links in mails, without a trailing slash; where the server listens
 *     if empty. Never taken from a request.
 * @param zone in which mails tell the time
 * @param validity how long an invitation can be accepted
 * @param app the application that new members go on to; empty if not configured
 * @param brand how mail looks
 */
public record MailConfig(
    Route route,
    String from,
    Optional<URI> publicUrl,
    ZoneId zone,
    Duration validity,
    RetryPolicy pace,
    Optional<URI> app,
    Brand brand) {
  /** The sender where nothing else is asked for. */
  public static final String DEFAULT_FROM = "Roster <noreply@localhost>";

  /** The default validity of an invitation, in days. */
  public static final int DEFAULT_DAYS = 7;

  /** The longest that an invitation can be accepted, in days: ten years. */
  public static final int MOST_DAYS = 3650;

  /** The destination of mail. */
  public sealed interface Route {
    /** It waits in the outbox. */
    record Nowhere() implements Route {}

    /** To the mailbox page of this server, which anybody who reaches the server can read. */
    record Mailbox() implements Route {}

    /**
     * To a mail server.
     *
     * @param trust who may vouch for its certificate
     * @param helo how this side introduces itself
     */
    record Smtp(SmtpUrl server, SmtpTrust trust, HeloName helo) implements Route {
      /** To a mail server that an authority known to Java vouches for. */
      public Smtp(SmtpUrl server) {
        this(server, SmtpTrust.ofJava(), HeloName.ofThisMachine());
      }
    }
  }

  /** Mail waits in the outbox. */
  public static MailConfig off() {
    return to(new Route.Nowhere());
  }

  /** Everything but the route by default. */
  public static MailConfig to(Route route) {
    return new MailConfig(
        route,
        DEFAULT_FROM,
        Optional.empty(),
        ZoneOffset.UTC,
        Duration.ofDays(DEFAULT_DAYS),
        RetryPolicy.PATIENT,
        Optional.empty(),
        Brand.DEFAULT);
  }

  /** The same with an application that new members go on to. */
  public MailConfig leadingTo(URI other) {
    return new MailConfig(route, from, publicUrl, zone, validity, pace, Optional.of(other), brand);
  }

  /** The same with another look. */
  public MailConfig looking(Brand other) {
    return new MailConfig(route, from, publicUrl, zone, validity, pace, app, other);
  }
}
