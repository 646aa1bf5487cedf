package dev.roster.server.cli;

import dev.roster.server.directory.EmailAddress;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.onboarding.OnboardOutcome;
import dev.roster.server.onboarding.OnboardOutcome.AlreadyOnboarded;
import dev.roster.server.onboarding.OnboardOutcome.NoOwnerRole;
import dev.roster.server.onboarding.OnboardOutcome.Onboarded;
import dev.roster.server.onboarding.OnboardOutcome.SeveralTenants;
import dev.roster.server.onboarding.OnboardOutcome.SuspendedOwner;
import dev.roster.server.onboarding.OnboardOutcome.UnknownCountry;
import dev.roster.server.onboarding.OnboardOutcome.UnknownTenant;
import dev.roster.server.onboarding.OnboardRequest;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster onboard}. */
@Command(
    name = "onboard",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Creates a company, its owner and the owner's first token; all or nothing. The token is"
            + " printed once. Works beside a running server. An existing owner keeps names and"
            + " current workspace.")
public final class OnboardCommand implements Callable<Integer> {
  @Option(
      names = "--company",
      paramLabel = "NAME",
      required = true,
      converter = TextConverters.Name.class,
      description = "Name of the company.")
  private String company;

  @Option(
      names = "--owner-email",
      paramLabel = "ADDRESS",
      required = true,
      converter = TextConverters.Address.class,
      description = "E-mail address of the owner.")
  private EmailAddress owner;

  @Option(
      names = "--first-name",
      paramLabel = "NAME",
      defaultValue = "",
      converter = TextConverters.Name.class,
      description = "First name of the owner.")
  private String firstName;

  @Option(
      names = "--last-name",
      paramLabel = "NAME",
      defaultValue = "",
      converter = TextConverters.Name.class,
      description = "Last name of the owner.")
  private String lastName;

  @Option(
      names = "--country",
      paramLabel = "CODE",
      converter = TextConverters.CountryCode.class,
      description = "Country of the company, two letters of ISO 3166-1.")
  private @Nullable String country;

  @Option(
      names = "--locale",
      paramLabel = "TAG",
      converter = LocaleConverter.class,
      description =
          "Language of the company's mail and pages as a tag of BCP 47: en or nl, with or"
              + " without a country (nl-BE). Default: nl-NL in the Netherlands, nl-SR in"
              + " Suriname, else en.")
  private @Nullable String locale;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      converter = TextConverters.Name.class,
      description =
          "Name or id of the tenant that the company joins; a new name creates a new tenant"
              + " (default: a new one with the name of the company).")
  private @Nullable String tenant;

  @Mixin private DatabaseOptions database;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    OnboardRequest command =
        new OnboardRequest(
            company,
            Optional.ofNullable(tenant),
            Optional.ofNullable(country),
            Optional.ofNullable(locale),
            owner,
            firstName,
            lastName);
    return OperatorSession.runFirst(
        database,
        session -> {
          OnboardOutcome outcome =
              session
                  .services()
                  .onboarding()
                  .onboard(
                      session.caller(),
                      command,
                      done -> print(spec.commandLine().getOut(), command.company(), done));
          requireDone(outcome);
        });
  }

  private static void requireDone(OnboardOutcome outcome) {
    switch (outcome) {
      case Onboarded _ -> {}
      case AlreadyOnboarded known ->
          throw refused(known.owner() + " owns a company called " + known.company() + " already.");
      case UnknownCountry unknown -> throw refused("There is no country " + unknown.code() + ".");
      case UnknownTenant _ -> throw refused("There is no tenant with this id.");
      case SeveralTenants several ->
          throw refused("Several tenants are called " + several.name() + "; give the id of one.");
      case SuspendedOwner suspended ->
          throw refused(suspended.email() + " is suspended; see 'roster user reinstate'.");
      case NoOwnerRole _ -> throw refused("No auth group is called OWNER.");
    }
  }

  private static UserErrorException refused(String why) {
    return new UserErrorException("Nothing was changed: " + Printable.of(why));
  }

  private static void print(PrintWriter out, String company, Onboarded done) {
    out.println("Onboarded " + Printable.of(company) + ".");
    out.printf(
        "  tenant   %s  %s%s%n",
        done.tenant().id(), Printable.of(done.tenant().name()), done.newTenant() ? " (new)" : "");
    out.printf("  company  %s  %s%n", Long.toString(done.companyId()), done.companyUid());
    out.println("  locale   " + done.locale());
    out.printf(
        "  owner    %s%s%n", Printable.of(done.owner().email()), done.newOwner() ? " (new)" : "");
    out.println("  token    " + done.token().secret());
    out.println();
    out.println("The token is shown this once. It is good for all that the owner may do.");
    out.println(
        "For the Compleat Users API the tenant needs a key: roster tenant-key create --tenant "
            + done.tenant().id());
    UnwrittenOutputException.require(out);
  }
}
