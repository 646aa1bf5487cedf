package dev.roster.drills;

import dev.roster.drills.history.HistoryCommand;
import dev.roster.drills.monitoring.AlertsCommand;
import dev.roster.drills.monitoring.DashboardCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of {@code deploy/drills} that are written in Java. */
@Command(
    name = "deploy/drills",
    mixinStandardHelpOptions = true,
    subcommands = {
      FaultsCommand.class,
      HistoryCommand.class,
      AlertsCommand.class,
      DashboardCommand.class
    })
public final class Main {
  private Main() {}

  /** Runs a subcommand. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
