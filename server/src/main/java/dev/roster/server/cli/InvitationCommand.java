package dev.roster.server.cli;

import dev.roster.server.boot.MailConfig;
import java.time.Duration;
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
        "Lists, resends and revokes the invitations of a company, beside a running server.")
public final class InvitationCommand {
  private static final int REFUSED = 1;

  @Spec private CommandSpec spec;

  @ReadOnlyCommand
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all invitations: pending, accepted, revoked and expired.")
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
                  "E-MAIL");
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
                      entry.email()));
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
        session ->
            said(
                session
                    .services()
                    .invitations()
                    .resend(session.caller(), company.id(session), id, Duration.ofDays(days)),
                "A new mail waits in the outbox; links in earlier mails are dead."));
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
                session.services().invitations().revoke(session.caller(), company.id(session), id),
                "Revoked."));
  }

  private int said(boolean done, String text) {
    if (!done) {
      spec.commandLine()
          .getErr()
          .println(
              "This company has no open invitation with this id; see 'roster invitation list'.");
      return REFUSED;
    }
    spec.commandLine().getOut().println(text);
    return 0;
  }
}
