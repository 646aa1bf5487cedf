package dev.roster.server.cli;

import dev.roster.server.credential.IssuedTenantKey;
import dev.roster.server.credential.RotateOutcome;
import dev.roster.server.credential.RotateOutcome.DeadKey;
import dev.roster.server.credential.RotateOutcome.Rotated;
import dev.roster.server.credential.RotateOutcome.UnknownKey;
import dev.roster.server.credential.TenantKey;
import dev.roster.server.directory.Tenant;
import dev.roster.server.failure.UserErrorException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster tenant-key}. */
@Command(
    name = "tenant-key",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Creates, lists, rotates and revokes keys of the Compleat Users API.")
public final class TenantKeyCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Creates a key for a tenant and prints it once; only its hash is stored.")
  int create(
      @Option(
              names = "--tenant",
              paramLabel = "NAME",
              required = true,
              description = "Name or id of the tenant.")
          String tenant,
      @Mixin NewCredentialOptions credential,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          Tenant known = session.tenant(tenant);
          Optional<IssuedTenantKey> made =
              session
                  .services()
                  .tenantKeys()
                  .create(
                      session.caller(),
                      known.id(),
                      credential.label(),
                      credential.validity(),
                      key -> print("Made a key of " + Printable.of(known.name()) + ".", key));
          if (made.isEmpty()) {
            throw new UserErrorException("There is no such tenant.");
          }
        });
  }

  private void print(String sentence, IssuedTenantKey key) {
    new CredentialPrinter(spec.commandLine().getOut(), "key")
        .print(
            sentence,
            key.id().toString(),
            "tenant",
            key.tenantId(),
            key.expiresAt(),
            key.secret().toString());
  }

  @ReadOnlyCommand
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Lists the keys of all tenants, also revoked and expired ones; never a key itself. The"
              + " last use is up to half a minute old.")
  int list(@Mixin OutputOptions output, @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          CredentialTable table =
              new CredentialTable(
                  "There is no key; 'roster tenant-key create' makes one.", "ID", "TENANT");
          for (TenantKey key : session.services().tenantKeys().all(session.caller())) {
            table.add(key.lifespan(), key.label(), key.id().toString(), key.tenantName());
          }
          table.print(spec.commandLine(), output.format());
        });
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Creates a new key in place of another, which stays valid for a while. Clients can change"
              + " over without a gap.")
  int rotate(
      @Parameters(paramLabel = "ID", description = "As 'roster tenant-key list' shows it.") UUID id,
      @ValueRange(min = 0, max = DurationConverter.CENTURY)
          @Option(
              names = "--overlap",
              paramLabel = "TIME",
              defaultValue = "24h",
              converter = DurationConverter.class,
              description = "How long the old key stays valid (default: ${DEFAULT-VALUE}).")
          Duration overlap,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session ->
            requireRotated(
                session
                    .services()
                    .tenantKeys()
                    .rotate(session.caller(), id, overlap, this::print)));
  }

  private void print(Rotated done) {
    print("The old key works until " + done.oldUntil() + ". In its place:", done.key());
  }

  private static void requireRotated(RotateOutcome outcome) {
    switch (outcome) {
      case Rotated _ -> {}
      case UnknownKey _ -> throw unknown();
      case DeadKey dead ->
          throw new UserErrorException(
              "The key " + dead.id() + " was revoked or has expired; make a new one instead.");
    }
  }

  /** The message omits the id, which may be a key by mistake. */
  private static UserErrorException unknown() {
    return new UserErrorException("There is no key with this id; see 'roster tenant-key list'.");
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Revokes a key for good; the next request with it is refused.")
  int revoke(
      @Parameters(paramLabel = "ID", description = "As 'roster tenant-key list' shows it.") UUID id,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          Instant since =
              session
                  .services()
                  .tenantKeys()
                  .revoke(session.caller(), id)
                  .orElseThrow(TenantKeyCommand::unknown);
          spec.commandLine().getOut().println("Revoked since " + since + ".");
        });
  }
}
