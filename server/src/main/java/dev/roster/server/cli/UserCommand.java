package dev.roster.server.cli;

import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.directory.Account;
import dev.roster.server.directory.AccountName;
import dev.roster.server.directory.AccountService;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.LinkOutcome;
import dev.roster.server.directory.LinkOutcome.Linked;
import dev.roster.server.directory.LinkOutcome.TakenSubject;
import dev.roster.server.directory.LinkOutcome.UnknownPerson;
import dev.roster.server.directory.PersonEntry;
import dev.roster.server.directory.PersonEntry.CompanyRole;
import dev.roster.server.directory.ReaddressOutcome;
import dev.roster.server.directory.ReaddressOutcome.Readdressed;
import dev.roster.server.directory.ReaddressOutcome.TakenAddress;
import dev.roster.server.directory.StatusChange;
import dev.roster.server.failure.UserErrorException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster user}. */
@CommandOrder({
  "list",
  "show",
  "suspend",
  "reinstate",
  "readdress",
  "addresses",
  "link",
  "unlink",
  "export",
  "erase"
})
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Lists, shows, changes, exports and erases users. Changes suspend and reinstate them,"
            + " correct their addresses and link them to an identity provider.",
    subcommands = {UserExportCommand.class, UserEraseCommand.class})
public final class UserCommand {
  @Spec private CommandSpec spec;

  @ReadOnlyCommand
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists users of all tenants, or of one company, by their ids.")
  int list(
      @Option(
              names = "--company",
              paramLabel = "COMPANY",
              description = "Only members of this company, by its name or id.")
          @Nullable String company,
      @Mixin SearchOptions search,
      @Mixin OutputOptions output,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          Optional<Long> companyId =
              Optional.ofNullable(company).map(called -> session.company(called).id());
          List<PersonEntry> found =
              session
                  .services()
                  .directory()
                  .people(session.caller(), companyId, search.part(), search.most());
          Listing listing =
              new Listing(
                  search.isGiven() || company != null
                      ? "No user is like that."
                      : "There is no user yet; 'roster onboard' makes the first.",
                  "ID",
                  "EMAIL",
                  "NAME",
                  "ACTIVE",
                  "COMPLEAT STATUS",
                  "COMPANIES");
          search
              .cut(found)
              .forEach(each ->
                  listing.add(
                      each.id(),
                      each.email(),
                      each.name(),
                      each.active(),
                      each.status(),
                      each.memberships().stream().map(CompanyRole::company).toList()));
          listing.print(spec.commandLine(), output.format());
          search.tellOfMore(found, spec.commandLine());
        });
  }

  @ReadOnlyCommand
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a user with the role in each company.")
  int show(@Mixin UserArgument user, @Mixin OutputOptions output, @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          PersonEntry found =
              session
                  .services()
                  .accounts()
                  .find(session.caller(), user.name())
                  .flatMap(account ->
                      session.services().directory().person(session.caller(), account.personId()))
                  .orElseThrow(user::unknown);
          Listing listing =
              new Listing(
                  "",
                  "ID",
                  "COMPLEAT ID",
                  "EMAIL",
                  "NAME",
                  "ACTIVE",
                  "COMPLEAT STATUS",
                  "SUBJECT",
                  "COMPANIES");
          listing.add(
              found.id(),
              found.uid(),
              found.email(),
              found.name(),
              found.active(),
              found.status(),
              found.subject(),
              found.memberships().stream().map(UserCommand::told).toList());
          listing.printOne(spec.commandLine(), output.format());
        });
  }

  private static String told(CompanyRole membership) {
    return "%s (%d): %s%s"
        .formatted(
            membership.company(),
            membership.companyId(),
            membership.role(),
            membership.enabled() ? "" : ", switched off");
  }

  @Command(
      name = "suspend",
      mixinStandardHelpOptions = true,
      description = {
        "Suspends a user from the next request on.",
        "",
        "Coolset Accounts API: every bearer token of the user gets 401 'User inactive or"
            + " deleted.'; the user stays in the lists of colleagues.",
        "Compleat Users API: the user's status is SUSPENDED; keys belong to tenants and stay"
            + " valid.",
        "Invitations that the user sent or was sent cannot be accepted meanwhile, and their mail"
            + " waits; revoke those that must not come back with a reinstatement.",
        "Tokens and memberships stay as they are.",
        "",
        "A user who was imported with the status SUSPENDED but as active is not suspended in this"
            + " sense: tokens work until this command is used."
      })
  int suspend(@Mixin UserArgument user, @Mixin DatabaseOptions database) {
    return change(
        database,
        user,
        AccountService::suspend,
        change -> change.isChange() ? " is suspended." : " is suspended already.");
  }

  @Command(
      name = "reinstate",
      mixinStandardHelpOptions = true,
      description =
          "Ends a suspension: tokens that are neither revoked nor expired work again, and the"
              + " status is ACTIVE in the Compleat Users API, whatever it was before.")
  int reinstate(@Mixin UserArgument user, @Mixin DatabaseOptions database) {
    return change(database, user, AccountService::reinstate, UserCommand::reinstated);
  }

  private static String reinstated(StatusChange change) {
    if (!change.isChange()) {
      return " is active already.";
    }
    return change.before().active()
        ? " was not suspended: tokens worked. The status in the Compleat Users API is ACTIVE now, "
            + change.before().status()
            + " before."
        : " is active.";
  }

  @Command(
      name = "link",
      mixinStandardHelpOptions = true,
      description = {
        "Sets a user's identifier at an identity provider: the subject (sub) of its JWTs, which"
            + " is the uid in Firebase.",
        "",
        "'serve --oidc-issuer' and 'serve --firebase-project' find users by it. The profile"
            + " shows it as firebase_uid, and a CSV import sets it in the column of that name. A"
            + " user has one; a new one replaces it."
      })
  int link(
      @Mixin UserArgument user,
      @Option(
              names = "--subject",
              paramLabel = "SUBJECT",
              required = true,
              converter = TextConverters.Subject.class,
              description = "The identifier of the user at the provider, to the letter.")
          String subject,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          LinkOutcome outcome =
              session.services().accounts().link(session.caller(), user.name(), subject);
          switch (outcome) {
            case Linked done -> say(done.account().email() + " is linked.");
            case UnknownPerson _ -> throw user.unknown();
            case TakenSubject taken ->
                throw new UserErrorException(
                    "The subject is linked to " + Printable.of(taken.email()) + ".");
          }
        });
  }

  @Command(
      name = "unlink",
      mixinStandardHelpOptions = true,
      description =
          "Removes a link: no JWT identifies the user by its subject from the next request on.")
  int unlink(@Mixin UserArgument user, @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          Account account =
              session
                  .services()
                  .accounts()
                  .unlink(session.caller(), user.name())
                  .orElseThrow(user::unknown);
          say(account.email() + " is not linked any more.");
        });
  }

  @Command(
      name = "readdress",
      mixinStandardHelpOptions = true,
      description = {
        "Changes the e-mail address of a user, or corrects its spelling.",
        "",
        "Id, memberships, tokens and the link to an identity provider stay. Mail goes to the new"
            + " address, and JWTs that find users by a verified e-mail address find this user by"
            + " the new one. 'roster user addresses' lists users whose address needs it."
      })
  int readdress(
      @Mixin UserArgument user,
      @Option(
              names = "--to",
              paramLabel = "ADDRESS",
              required = true,
              converter = TextConverters.Address.class,
              description = "The new address; no other user may have it.")
          EmailAddress to,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          ReaddressOutcome outcome =
              session.services().accounts().readdress(session.caller(), user.name(), to);
          switch (outcome) {
            case Readdressed done ->
                say(done.before() + " has the address " + done.account().email() + " now.");
            case ReaddressOutcome.UnknownPerson _ -> throw user.unknown();
            case TakenAddress taken ->
                throw new UserErrorException(
                    "User "
                        + taken.personId()
                        + " has the address "
                        + Printable.of(to.typed())
                        + ".");
          }
        });
  }

  @ReadOnlyCommand
  @Command(
      name = "addresses",
      mixinStandardHelpOptions = true,
      description =
          "Lists the users and invitations whose address needs a look; the rule for addresses has"
              + " changed, and no user was merged or removed (docs/addresses.md).")
  int addresses(@Mixin OutputOptions output, @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          Listing listing =
              new Listing("No address needs a look.", "USER", "INVITATION", "EMAIL", "FINDING");
          session
              .services()
              .accounts()
              .addressFindings(session.caller())
              .forEach(finding ->
                  listing.add(
                      finding.personId(),
                      finding.invitationId(),
                      finding.email(),
                      finding.reason()));
          listing.print(spec.commandLine(), output.format());
        });
  }

  /** Suspends or reinstates; empty if there is no such account. */
  @FunctionalInterface
  private interface StatusOperation {
    Optional<StatusChange> on(AccountService accounts, OperatorCaller caller, AccountName name);
  }

  private int change(
      DatabaseOptions database,
      UserArgument user,
      StatusOperation operation,
      Function<StatusChange, String> outcome) {
    return OperatorSession.run(
        database,
        session -> {
          StatusChange change =
              operation
                  .on(session.services().accounts(), session.caller(), user.name())
                  .orElseThrow(user::unknown);
          say(change.after().email() + outcome.apply(change));
        });
  }

  private void say(String sentence) {
    spec.commandLine().getOut().println(Printable.of(sentence));
  }
}
