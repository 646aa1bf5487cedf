package dev.roster.server.cli;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.mail.OutboxService;
import dev.roster.server.mail.StuckMail;
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
          "Lists the mails that were given up, or that wait after a refusal; with the reason of the"
              + " mail server. Of those that wait 20 at most are shown, and all are counted.")
  int list(@Mixin OutputOptions output, @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          OutboxService outbox = session.services().outbox();
          List<StuckMail> dead = outbox.dead(session.caller());
          List<StuckMail> delayed = outbox.delayed(session.caller(), MOST_DELAYED);
          String counts =
              "%d given up, %d waiting.".formatted(dead.size(), outbox.waiting(session.caller()));
          Listing listing =
              new Listing(
                  counts, "ID", "STATE", "COMPANY", "EMAIL", "ATTEMPTS", "SINCE", "LAST ERROR");
          dead.forEach(mail -> add(listing, "given up", mail));
          delayed.forEach(mail -> add(listing, "waiting", mail));
          listing.print(spec.commandLine(), output.format());
          if (listing.size() > 0) {
            spec.commandLine().getErr().println(counts);
          }
        });
  }

  private static void add(Listing listing, String state, StuckMail mail) {
    listing.add(
        mail.id(),
        state,
        mail.companyId(),
        mail.email(),
        mail.attempts(),
        mail.createdAt(),
        mail.lastError());
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
