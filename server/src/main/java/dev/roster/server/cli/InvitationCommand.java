package dev.roster.server.cli;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.invitation.InvitationEntry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster invitation}. */
@Command(
    name = "invitation",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Lists, resends and revokes the invitations of a company. Works beside a running server.")
public final class InvitationCommand {
  private static final int REFUSED = 1;

  @Spec private CommandSpec spec;

  @ReadOnlyCommand
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists all invitations: pending, accepted, declined, revoked and expired.",
        "",
        "MAIL is the state of the newest mail: none; waiting; sent, which is accepted by the mail"
            + " server or, without one, kept in the mailbox page of the server; dropped, since"
            + " nobody could use it any more; dead, since it was given up ('roster outbox list')."
      })
  int list(
      @Mixin CompanyOption company, @Mixin OutputOptions output, @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          Listing listing =
              new Listing(
                  "This company has no invitation; its members invite through the API.",
                  "ID",
                  "STATE",
                  "ROLE",
                  "EXPIRES",
                  "MAIL",
                  "EMAIL",
                  "ENDED");
          session
              .services()
              .invitations()
              .list(session.caller(), company.id(session))
              .forEach(entry ->
                  listing.add(
                      entry.id(),
                      entry.state().name().toLowerCase(Locale.ROOT),
                      entry.role(),
                      Optional.ofNullable(entry.expiresAt()),
                      entry.mail() == null ? "none" : entry.mail(),
                      entry.email(),
                      Optional.ofNullable(entry.endedAt())));
          listing.print(spec.commandLine(), output.format());
        });
  }

  @Command(
      name = "resend",
      mixinStandardHelpOptions = true,
      description =
          "Sends a new mail for an invitation that is pending or has expired; links in earlier"
              + " mails stop working.")
  int resend(
      @Mixin DatabaseOptions database,
      @Mixin CompanyOption company,
      @ValueRange(min = 1, max = MailConfig.MOST_DAYS)
          @Option(
              names = "--days",
              defaultValue = "" + MailConfig.DEFAULT_DAYS,
              description = "How long it can be accepted from now on (default: ${DEFAULT-VALUE}).")
          int days,
      @Parameters(paramLabel = "ID", description = "As 'roster invitation list' shows it.")
          UUID id) {
    return OperatorSession.call(
        database,
        session -> {
          long companyId = company.id(session);
          return said(
              session,
              companyId,
              id,
              (caller, ofCompany) ->
                  session
                      .services()
                      .invitations()
                      .resend(caller, ofCompany, id, Duration.ofDays(days)),
              resent(session, companyId, id));
        });
  }

  /** The words about another mail, by what became of the newest one before it. */
  private static String resent(OperatorSession session, long companyId, UUID id) {
    String before =
        session
            .services()
            .invitations()
            .find(session.caller(), companyId, id)
            .flatMap(entry -> Optional.ofNullable(entry.mail()))
            .orElse("");
    return switch (before) {
      case "" -> "A mail waits in the outbox; none was sent for this invitation before.";
      case "waiting" ->
          "A new mail waits in the outbox in place of the one that waited; links in earlier mails"
              + " are dead.";
      default -> "A new mail waits in the outbox; links in earlier mails are dead.";
    };
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends an invitation that was not accepted; its links stop working.")
  int revoke(
      @Mixin DatabaseOptions database,
      @Mixin CompanyOption company,
      @Parameters(paramLabel = "ID", description = "As 'roster invitation list' shows it.")
          UUID id) {
    return OperatorSession.call(
        database,
        session ->
            said(
                session,
                company.id(session),
                id,
                (caller, companyId) ->
                    session.services().invitations().revoke(caller, companyId, id),
                "Revoked."));
  }

  /** Something that is done to an invitation; false if it is not open. */
  private interface Change {
    boolean tryOn(OperatorCaller caller, long companyId);
  }

  private int said(OperatorSession session, long companyId, UUID id, Change change, String done) {
    if (change.tryOn(session.caller(), companyId)) {
      spec.commandLine().getOut().println(done);
      return 0;
    }
    spec.commandLine()
        .getErr()
        .println(
            session
                    .services()
                    .invitations()
                    .find(session.caller(), companyId, id)
                    .map(InvitationCommand::ended)
                    .orElse("This company has no invitation with this id")
                + "; see 'roster invitation list'.");
    return REFUSED;
  }

  private static String ended(InvitationEntry entry) {
    String when =
        Optional.ofNullable(entry.endedAt())
            .map(at -> " at " + at.truncatedTo(ChronoUnit.SECONDS))
            .orElse("");
    return switch (entry.state()) {
      case ACCEPTED -> "This invitation was accepted" + when;
      case DECLINED -> "This invitation was declined by the invitee" + when;
      case REVOKED -> "This invitation was revoked" + when;
      // what has run out is over for good once another invitation of the address was made
      case EXPIRED -> "This invitation expired" + when + " and is closed; invite the address again";
      case PENDING -> "This invitation was changed in this moment; try again";
    };
  }
}
