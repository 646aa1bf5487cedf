package dev.roster.server.cli;

import dev.roster.server.caller.Scope;
import dev.roster.server.credential.ApiToken;
import dev.roster.server.credential.IssuedToken;
import dev.roster.server.credential.TokenRequest;
import dev.roster.server.credential.TokenService;
import dev.roster.server.directory.Account;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.failure.UserErrorException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster token}. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Creates, lists and revokes tokens of the Coolset Accounts API.")
public final class TokenCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Creates a token for a user and prints it once; only its hash is stored. It allows"
              + " what its user may do, limited by its scope.")
  int create(
      @Option(
              names = "--email",
              paramLabel = "ADDRESS",
              required = true,
              converter = TextConverters.KnownAddress.class,
              description = "E-mail address of the user.")
          EmailAddress email,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              defaultValue = "read",
              converter = ScopeConverter.class,
              description =
                  "read: view; write: also invite and switch the workspace; admin: everything"
                      + " (default: ${DEFAULT-VALUE}).")
          Scope scope,
      @Mixin NewCredentialOptions credential,
      @Option(
              names = "--test",
              description = "Begin the token with rst_test_; it works like any other.")
          boolean test,
      @Option(
              names = {"-q", "--quiet"},
              description = "Print the token and nothing else.")
          boolean quiet,
      @Mixin DatabaseOptions database) {
    TokenRequest request =
        new TokenRequest(credential.label(), Set.of(scope), credential.validity(), test);
    return OperatorSession.run(
        database,
        session -> {
          Account account = session.account(email);
          Optional<IssuedToken> made =
              session
                  .services()
                  .tokens()
                  .create(
                      session.caller(),
                      account.personId(),
                      request,
                      token -> print(account, token, scope, quiet));
          if (made.isEmpty()) {
            throw new UserErrorException(
                Printable.of(account.email()) + " is suspended; see 'roster user reinstate'.");
          }
        });
  }

  private void print(Account account, IssuedToken token, Scope scope, boolean quiet) {
    CredentialPrinter printer = new CredentialPrinter(spec.commandLine().getOut(), "token");
    if (quiet) {
      printer.printSecret(token.secret());
    } else {
      printer.print(
          "Made a token of " + Printable.of(account.email()) + ".",
          token.id(),
          "scope",
          scope,
          token.expiresAt(),
          token.secret());
    }
  }

  @ReadOnlyCommand
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Lists tokens, also revoked and expired ones; never a secret. The last use is up to"
              + " half a minute old.")
  int list(
      @Option(
              names = "--email",
              paramLabel = "ADDRESS",
              converter = TextConverters.KnownAddress.class,
              description = "Only those of this user.")
          @Nullable EmailAddress email,
      @Mixin OutputOptions output,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          TokenService tokens = session.services().tokens();
          List<ApiToken> found =
              email == null
                  ? tokens.all(session.caller())
                  : tokens.ofPerson(session.caller(), session.account(email).personId());
          CredentialTable table =
              new CredentialTable(
                  "There is no token; 'roster token create' makes one.", "ID", "USER", "SCOPES");
          for (ApiToken token : found) {
            table.add(token.lifespan(), token.label(), token.id(), token.email(), scopes(token));
          }
          table.print(spec.commandLine(), output.format());
        });
  }

  private static String scopes(ApiToken token) {
    return token.scopes().stream().sorted().map(Scope::toString).collect(Collectors.joining(","));
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Revokes a token for good; the next request with it is refused.")
  int revoke(
      @Parameters(
              paramLabel = "ID",
              description = "As 'roster token list' shows it, or a whole token that was found.")
          String id,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          Instant since =
              session
                  .services()
                  .tokens()
                  .revoke(session.caller(), id)
                  .orElseThrow(() -> new UserErrorException("There is no such token."));
          spec.commandLine().getOut().println("Revoked since " + since + ".");
        });
  }
}
