package dev.roster.server.cli;

import dev.roster.server.directory.CompanyEntry;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster company}. */
@Command(
    name = "company",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Lists and shows companies of all tenants. Other commands ask for their names or ids.")
public final class CompanyCommand {
  @Spec private CommandSpec spec;

  @ReadOnlyCommand
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists companies in the order of their ids.")
  int list(
      @Mixin SearchOptions search, @Mixin OutputOptions output, @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          List<CompanyEntry> found =
              session
                  .services()
                  .directory()
                  .companies(session.caller(), search.part(), search.most());
          Listing listing =
              new Listing(
                  search.isGiven()
                      ? "No company has that in its name."
                      : "There is no company yet; 'roster onboard' makes the first.",
                  "ID",
                  "NAME",
                  "TYPE",
                  "COUNTRY",
                  "TENANT",
                  "MEMBERS",
                  "PENDING");
          search
              .cut(found)
              .forEach(each ->
                  listing.add(
                      each.id(),
                      each.name(),
                      each.type(),
                      each.country(),
                      each.tenant(),
                      each.members(),
                      each.pending()));
          listing.print(spec.commandLine(), output.format());
          search.tellOfMore(found, spec.commandLine());
        });
  }

  @ReadOnlyCommand
  @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a company.")
  int show(
      @Parameters(
              paramLabel = "COMPANY",
              description = "Name, id, or id of the Compleat Users API.")
          String company,
      @Mixin OutputOptions output,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          CompanyEntry found = session.company(company);
          Listing listing =
              new Listing(
                  "",
                  "ID",
                  "COMPLEAT ID",
                  "NAME",
                  "TYPE",
                  "COUNTRY",
                  "TENANT",
                  "TENANT ID",
                  "MEMBERS",
                  "PENDING",
                  "CREATED");
          listing.add(
              found.id(),
              found.uid(),
              found.name(),
              found.type(),
              found.country(),
              found.tenant(),
              found.tenantId(),
              found.members(),
              found.pending(),
              found.createdAt());
          listing.printOne(spec.commandLine(), output.format());
        });
  }
}
