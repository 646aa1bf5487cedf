package dev.roster.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roster user export}. */
@ReadOnlyCommand
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes everything that is stored about a user as a JSON object (GDPR, articles 15 and 20) to"
          + " standard output.",
      "",
      "Person, memberships, tokens, invitations for the user's address and by the user, their"
          + " mail, counters, requests with an Idempotency-Key, and audit events that name the"
          + " user. No secret is in it, nor its hash. The audit log records the export."
          + " docs/privacy.md names what else may hold data of a user, such as logs and backups."
    })
public final class UserExportCommand implements Callable<Integer> {
  private static final JsonFactory JSON = new JsonFactory();

  @Mixin private UserArgument user;
  @Mixin private DatabaseOptions database;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return OperatorSession.run(
        database,
        session -> {
          String data =
              session
                  .services()
                  .personalData()
                  .export(session.caller(), user.name())
                  .orElseThrow(user::unknown);
          PrintWriter out = spec.commandLine().getOut();
          indent(data, out);
          UnwrittenOutputException.requireReader(out);
        });
  }

  /** Token by token, since an audit log may be long. */
  private static void indent(String data, PrintWriter out) {
    try (JsonParser from = JSON.createParser(data);
        JsonGenerator to = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
      to.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      from.nextToken();
      to.copyCurrentStructure(from);
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
    out.println();
  }
}
