package dev.roster.server.cli;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.invitation.InvitationAdminService;
import dev.roster.server.invitation.InvitationEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.function.ToIntBiFunction;
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
      @Mixin DatabaseOptions database,
      @ValueRange(min = 1)
          @Option(
              names = "--company",
              required = true,
              paramLabel = "ID",
              description = "Id of the company that invites.")
          long company) {
    return on(
        database,
        (caller, invitations) -> {
          if (!invitations.hasCompany(caller, company)) {
            throw new UserErrorException("There is no company with the id " + company + ".");
          }
          out()
              .printf(
                  "%-36s  %-8s  %-8s  %-20s  %-7s  %s%n",
                  "ID", "STATE", "ROLE", "EXPIRES", "MAIL", "E-MAIL");
          for (InvitationEntry entry : invitations.list(caller, company)) {
            out()
                .printf(
                    "%-36s  %-8s  %-8s  %-20s  %-7s  %s%n",
                    entry.id(),
                    entry.state().name().toLowerCase(Locale.ROOT),
                    Printable.of(entry.role()),
                    entry.expiresAt() == null
                        ? "never"
                        : entry.expiresAt().truncatedTo(ChronoUnit.SECONDS),
                    entry.mail() == null ? "none" : entry.mail(),
                    Printable.of(entry.email()));
          }
          return 0;
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
      @ValueRange(min = 1)
          @Option(
              names = "--company",
              required = true,
              paramLabel = "ID",
              description = "Id of the company that invites.")
          long company,
      @ValueRange(min = 1, max = MailConfig.MOST_DAYS)
          @Option(
              names = "--days",
              defaultValue = "" + MailConfig.DEFAULT_DAYS,
              description = "How long it can be accepted from now on (default: ${DEFAULT-VALUE}).")
          int days,
      @Parameters(paramLabel = "ID", description = "As 'roster invitation list' shows it.")
          UUID id) {
    return on(
        database,
        (caller, invitations) ->
            said(
                invitations.resend(caller, company, id, Duration.ofDays(days)),
                "A new mail waits in the outbox; links in earlier mails are dead."));
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends an invitation that was not accepted; its links stop working.")
  int revoke(
      @Mixin DatabaseOptions database,
      @ValueRange(min = 1)
          @Option(
              names = "--company",
              required = true,
              paramLabel = "ID",
              description = "Id of the company that invites.")
          long company,
      @Parameters(paramLabel = "ID", description = "As 'roster invitation list' shows it.")
          UUID id) {
    return on(
        database,
        (caller, invitations) -> said(invitations.revoke(caller, company, id), "Revoked."));
  }

  private int said(boolean done, String text) {
    if (!done) {
      spec.commandLine()
          .getErr()
          .println(
              "This company has no open invitation with this id; see 'roster invitation list'.");
      return REFUSED;
    }
    out().println(text);
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static int on(
      DatabaseOptions database, ToIntBiFunction<OperatorCaller, InvitationAdminService> work) {
    return OperatorSession.call(
        database, session -> work.applyAsInt(session.caller(), session.services().invitations()));
  }
}
