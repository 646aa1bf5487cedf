package dev.roster.server.cli;

import dev.roster.server.transfer.ProgressListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows the progress of a command. */
final class TerminalProgress implements ProgressListener {
  private final PrintWriter out;

  TerminalProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void rows(String file, long count) {
    out.printf(Locale.ROOT, "  %-16s %,10d rows%n", file, count);
    out.flush();
  }
}
