package dev.roster.server.cli;

import dev.roster.server.audit.AuditEvent;
import dev.roster.server.audit.AuditFormat;
import dev.roster.server.audit.EventAddresses;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The output of {@code roster audit tail}: the newest events, and those that follow them. */
final class AuditTail {
  private final CommandLine command;
  private final OutputFormat format;
  private final boolean wide;
  private final boolean follows;
  private final Function<List<AuditEvent>, EventAddresses> addresses;

  /**
   * @param follows JSON is an object per line then, since no array would ever end
   */
  AuditTail(
      CommandLine command,
      OutputFormat format,
      boolean wide,
      boolean follows,
      Function<List<AuditEvent>, EventAddresses> addresses) {
    this.command = command;
    this.format = format;
    this.wide = wide;
    this.follows = follows;
    this.addresses = addresses;
  }

  /**
   * Prints the first events.
   *
   * @param selected whether events may have been left out on purpose
   * @param wanted whether any was asked for, so that none is worth a word
   */
  void begin(List<AuditEvent> events, boolean selected, boolean wanted) {
    if (format == OutputFormat.CSV) {
      out().print(AuditFormat.CSV.header());
    }
    if (format == OutputFormat.JSON && !follows) {
      out()
          .print(
              events.stream()
                  .map(event -> AuditFormat.JSONL.line(event).strip())
                  .collect(Collectors.joining(",\n", "[", "]\n")));
      UnwrittenOutputException.requireReader(out());
      return;
    }
    if (events.isEmpty() && wanted && format == OutputFormat.TABLE) {
      command
          .getErr()
          .println(
              selected
                  ? "No event is like that."
                  : "There is no event yet; every change by the APIs, the pages and the commands"
                      + " makes one (docs/audit.md).");
      command.getErr().flush();
    }
    more(events);
  }

  /** Prints events behind those before. */
  void more(List<AuditEvent> events) {
    if (format == OutputFormat.TABLE) {
      EventAddresses known = addresses.apply(events);
      OptionalInt width = wide ? OptionalInt.empty() : StandardOutput.columns();
      events.forEach(event ->
          out().println(wide ? AuditLine.of(event, known) : AuditLine.brief(event, known, width)));
    } else {
      AuditFormat lines = format == OutputFormat.CSV ? AuditFormat.CSV : AuditFormat.JSONL;
      events.forEach(event -> out().print(lines.line(event)));
    }
    UnwrittenOutputException.requireReader(out());
  }

  private PrintWriter out() {
    return command.getOut();
  }
}
