package dev.roster.server.cli;

import dev.roster.server.audit.AuditEvent;
import dev.roster.server.audit.AuditFormat;
import dev.roster.server.audit.AuditQuery;
import dev.roster.server.audit.AuditService;
import dev.roster.server.caller.OperatorCaller;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Shows who changed what, on whom, from where and when, beside a running server."
            + " docs/audit.md names every action and field.")
public final class AuditCommand {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @ReadOnlyCommand
  @Command(
      name = "tail",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Prints the newest events, the newest last.")
  int tail(
      @ValueRange(min = 0, max = 1_000_000)
          @Option(
              names = {"-n", "--lines"},
              paramLabel = "N",
              defaultValue = "20",
              description = "How many (default: ${DEFAULT-VALUE}).")
          int lines,
      @Option(
              names = {"-f", "--follow"},
              description =
                  "Continue with new events as they are written, until Ctrl-C or until the"
                      + " reader of the output ends.")
          boolean follow,
      @Mixin AuditOptions filters,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          OperatorCaller caller = session.caller();
          AuditService audit = session.services().audit();
          AuditQuery query = filters.query(session);
          long last = audit.settled(caller);
          audit.newest(caller, query, last, lines).forEach(this::print);
          while (follow && pause()) {
            long seen = last;
            last = audit.settled(caller);
            audit.each(caller, query.after(Math.max(seen, query.after())), last, this::print);
          }
        });
  }

  /** Reports whether the reader of the output is still there. */
  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      if (!StandardOutput.isOpen()) {
        throw UnwrittenOutputException.gone();
      }
      return true;
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void print(AuditEvent event) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(AuditLine.of(event));
    UnwrittenOutputException.requireReader(out);
  }

  @ReadOnlyCommand
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Writes events to standard output in the order of their ids, all that match.",
        "",
        "Nothing is left out that could still appear, so the next export goes on with --after and"
            + " the last id of this one. In CSV, a cell that a spreadsheet could take for a formula"
            + " begins with an apostrophe; JSON lines are exact."
      })
  int export(
      @Option(
              names = "--format",
              paramLabel = "csv|jsonl",
              defaultValue = "jsonl",
              description = "CSV by RFC 4180, or JSON lines (default: ${DEFAULT-VALUE}).")
          AuditFormat format,
      @Mixin AuditOptions filters,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          PrintWriter out = spec.commandLine().getOut();
          AuditService audit = session.services().audit();
          AuditQuery query = filters.query(session);
          long last = audit.settled(session.caller());
          out.print(format.header());
          audit.each(
              session.caller(),
              query,
              last,
              event -> {
                out.print(format.line(event));
                UnwrittenOutputException.requireReader(out);
              });
          out.flush();
        });
  }
}
