package dev.roster.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.roster.server.privacy.Erasure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster user erase}. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes a user and everything that is stored about them, for good (GDPR, article 17).",
      "",
      "Deleted are person, memberships, tokens, and invitations for the user's address with their"
          + " mail and links. Companies stay. Pending invitations by the user stay those of the"
          + " company, without the user's name; those of a suspended user end. Audit events stay"
          + " and name the user by the id alone, without the network address. Somebody who is"
          + " invited under the address later is a new user.",
      "",
      "The role of the database must be allowed to change audit_event; the owner of the tables"
          + " is. Logs, exports and backups are not changed, see docs/privacy.md."
    })
public final class UserEraseCommand implements Callable<Integer> {
  private static final JsonFactory JSON = new JsonFactory();

  @Mixin private UserArgument user;

  @ArgGroup(multiplicity = "1")
  private Mode mode = new Mode();

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @Mixin private DatabaseOptions database;
  @Spec private CommandSpec spec;

  /** One of them, so that nobody is erased by a slip. */
  static final class Mode {
    @Option(names = "--yes", description = "Erase; nothing brings the user back.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Show what would be erased, and change nothing.")
    private boolean dryRun;
  }

  @Override
  public Integer call() {
    return OperatorSession.run(
        database,
        session -> {
          var erasing = session.services().erasure();
          Optional<Erasure> done =
              mode.dryRun
                  ? erasing.preview(session.caller(), user.name())
                  : erasing.erase(session.caller(), user.name());
          print(done.orElseThrow(user::unknown));
        });
  }

  private static Map<String, Integer> counts(Erasure erasure) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("memberships", erasure.memberships());
    counts.put("tokens", erasure.tokens());
    counts.put("invitations_deleted", erasure.invitationsDeleted());
    counts.put("invitations_revoked", erasure.invitationsRevoked());
    counts.put("invitations_kept", erasure.invitationsKept());
    counts.put("nominations", erasure.nominations());
    counts.put("audit_events_redacted", erasure.auditEventsRedacted());
    return counts;
  }

  private void print(Erasure erasure) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(erasure));
    } else {
      text(out, erasure);
    }
    out.flush();
  }

  private void text(PrintWriter out, Erasure erasure) {
    out.printf(
        mode.dryRun
            ? "User %d (%s) would be erased; nothing was changed.%n"
            : "User %d (%s) is erased.%n",
        erasure.personId(),
        Printable.of(erasure.email()));
    counts(erasure)
        .forEach((name, count) ->
            out.printf(Locale.ROOT, "  %-22s  %d%n", name.replace('_', ' '), count));
    if (erasure.addressShared()) {
      out.println("Another user has the address, so invitations for it stay.");
    }
    erasure
        .leaderless()
        .forEach(company ->
            out.printf(
                "Company %d (%s) is left without an active member who may change users.%n",
                company.id(), Printable.of(company.name())));
  }

  private String json(Erasure erasure) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartObject();
      generator.writeBooleanField("erased", !mode.dryRun);
      generator.writeNumberField("person_id", erasure.personId());
      for (Map.Entry<String, Integer> count : counts(erasure).entrySet()) {
        generator.writeNumberField(count.getKey(), count.getValue());
      }
      generator.writeBooleanField("address_shared", erasure.addressShared());
      generator.writeArrayFieldStart("companies_without_administrator");
      for (Erasure.AffectedCompany company : erasure.leaderless()) {
        generator.writeStartObject();
        generator.writeNumberField("id", company.id());
        generator.writeStringField("name", company.name());
        generator.writeEndObject();
      }
      generator.writeEndArray();
      generator.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
