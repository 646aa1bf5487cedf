package dev.roster.server.cli;

import dev.roster.server.directory.Account;
import dev.roster.server.directory.EmailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster user}. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Suspends and reinstates users.")
public final class Users {
  @Spec private CommandSpec spec;

  @Command(
      name = "suspend",
      mixinStandardHelpOptions = true,
      description = {
        "Suspends a user from the next request on.",
        "",
        "Coolset door: every bearer token of the user answers 401 'User inactive or deleted.'; the"
            + " user still stands in the lists of colleagues.",
        "Compleat door: the user's status is SUSPENDED; keys belong to tenants, so they work on.",
        "Tokens, memberships and invitations stay as they are.",
        "",
        "A user who was imported with the status SUSPENDED but as active is not suspended in this"
            + " sense: tokens work until this command is used."
      })
  int suspend(
      @Option(
              names = "--email",
              paramLabel = "ADDRESS",
              required = true,
              description = "Address of the user.")
          String email,
      @Mixin DatabaseOptions where) {
    return OperatorSession.run(
        where,
        session -> {
          Account account =
              session
                  .operations()
                  .accounts()
                  .suspend(session.caller(), new EmailAddress(email))
                  .orElseThrow(() -> OperatorSession.nobody(email));
          say(account.email() + " is suspended.");
        });
  }

  @Command(
      name = "reinstate",
      mixinStandardHelpOptions = true,
      description =
          "Takes a suspension back: tokens that are neither revoked nor expired work again, and the"
              + " status is ACTIVE in the Compleat door, whatever it was before.")
  int reinstate(
      @Option(
              names = "--email",
              paramLabel = "ADDRESS",
              required = true,
              description = "Address of the user.")
          String email,
      @Mixin DatabaseOptions where) {
    return OperatorSession.run(
        where,
        session -> {
          Account account =
              session
                  .operations()
                  .accounts()
                  .reinstate(session.caller(), new EmailAddress(email))
                  .orElseThrow(() -> OperatorSession.nobody(email));
          say(account.email() + " is active.");
        });
  }

  private void say(String sentence) {
    spec.commandLine().getOut().println(sentence);
  }
}
