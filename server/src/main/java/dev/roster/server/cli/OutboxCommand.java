package dev.roster.server.cli;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.mail.OutboxService;
import dev.roster.server.mail.StuckMail;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster outbox}. */
@Command(
    name = "outbox",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Lists mail that could not be sent, and retries it.")
public final class OutboxCommand {
  private static final int MOST_DELAYED = 20;

  @Spec private CommandSpec spec;

  @ReadOnlyCommand
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Lists the mails that were given up, and up to 20 that wait because the mail server"
              + " refused them, with its reason; counts all.")
  int list(@Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          OutboxService outbox = session.services().outbox();
          PrintWriter out = spec.commandLine().getOut();
          List<StuckMail> dead = outbox.dead(session.caller());
          dead.forEach(mail -> print(out, "", mail));
          outbox
              .delayed(session.caller(), MOST_DELAYED)
              .forEach(mail -> print(out, "waiting since " + mail.createdAt() + "  ", mail));
          out.printf(
              Locale.ROOT,
              "%d given up, %d waiting.%n",
              dead.size(),
              outbox.waiting(session.caller()));
        });
  }

  private static void print(PrintWriter out, String state, StuckMail mail) {
    out.printf(
        Locale.ROOT,
        "%s  %scompany %d  %s  %d attempts  %s%n",
        mail.id(),
        state,
        mail.companyId(),
        Printable.of(mail.email()),
        mail.attempts(),
        Printable.of(mail.lastError()));
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description = "Puts mails that were given up back into the outbox: one, or all.")
  int retry(
      @Mixin DatabaseOptions database,
      @Parameters(
              paramLabel = "ID",
              arity = "0..1",
              description = "As 'roster outbox list' shows it; all of them without one.")
          @Nullable UUID id) {
    return OperatorSession.run(
        database,
        session -> {
          int count = session.services().outbox().retry(session.caller(), Optional.ofNullable(id));
          if (id != null && count == 0) {
            throw new UserErrorException(
                "No mail with this id was given up; see 'roster outbox list'.");
          }
          spec.commandLine().getOut().printf(Locale.ROOT, "%d put back.%n", count);
        });
  }
}
