package dev.roster.server.cli;

import dev.roster.server.audit.AuditEvent;
import dev.roster.server.audit.AuditFormat;
import dev.roster.server.audit.AuditQuery;
import dev.roster.server.audit.AuditService;
import dev.roster.server.caller.OperatorCaller;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster audit}. */
@CommandOrder({"tail", "export"})
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Shows who changed what, on whom, from where and when. Works beside a running server."
            + " docs/audit.md names every action and field.")
public final class AuditCommand {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @ReadOnlyCommand
  @Command(
      name = "tail",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Prints the newest events, the newest last; times are UTC. A terminal shows as much of"
              + " each as fits into its width; a pipe or file gets whole lines.")
  int tail(
      @ValueRange(min = 0, max = 1_000_000)
          @Option(
              names = {"-n", "--limit"},
              paramLabel = "N",
              defaultValue = "20",
              description = "How many at most (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(
              names = {"-f", "--follow"},
              description =
                  "Continue with new events as they are written, until Ctrl-C or until the"
                      + " reader of the output ends.")
          boolean follow,
      @Option(
              names = "--wide",
              description =
                  "All that the log has, ids and addresses, in lines of any length on a terminal,"
                      + " too.")
          boolean wide,
      @Mixin OutputOptions output,
      @Mixin AuditOptions filters,
      @Mixin DatabaseOptions database) {
    return OperatorSession.run(
        database,
        session -> {
          OperatorCaller caller = session.caller();
          AuditService audit = session.services().audit();
          AuditQuery query = filters.query(session);
          long last = audit.settled(caller);
          List<AuditEvent> newest = audit.newest(caller, query, last, limit);
          AuditTail tail =
              new AuditTail(
                  spec.commandLine(),
                  output.format(),
                  wide,
                  follow,
                  events -> audit.addresses(caller, events));
          tail.begin(newest, filters.areGiven(), limit > 0);
          while (follow && pause()) {
            long seen = last;
            last = audit.settled(caller);
            audit.each(
                caller,
                query.after(Math.max(seen, query.after())),
                last,
                event -> tail.more(List.of(event)));
          }
        });
  }

  /**
   * Waits a little; false if that is interrupted.
   *
   * @throws BrokenPipeException if nobody reads the output any more
   */
  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      BrokenPipeException.throwIfBroken();
      return true;
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @ReadOnlyCommand
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Writes all events that match to standard output, by their ids.",
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
