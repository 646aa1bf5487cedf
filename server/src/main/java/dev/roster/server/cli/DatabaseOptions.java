package dev.roster.server.cli;

import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.failure.UserErrorException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a command works on: one by its URL, or the embedded one of a data folder. */
final class DatabaseOptions {
  private static final String VARIABLE = "ROSTER_DATABASE_URL";

  @ArgGroup(exclusive = true)
  private @Nullable Choice choice;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private static final class Choice {
    @Option(
        names = "--data-dir",
        paramLabel = "DIR",
        description =
            "Folder of the embedded PostgreSQL (default: .roster below the current folder).")
    private @Nullable Path dataDir;

    @EnvironmentVariable(VARIABLE)
    @Option(
        names = "--database-url",
        paramLabel = "URL",
        description =
            "A PostgreSQL of your own, as postgresql://user:password@host/database; the environment"
                + " variable ROSTER_DATABASE_URL keeps the password out of the process list.")
    private @Nullable String databaseUrl;
  }

  /** The URL that was given, null if the embedded PostgreSQL is meant. */
  @Nullable DatabaseUrl url() {
    String url = choice == null ? Environment.of(command).get(VARIABLE) : choice.databaseUrl;
    try {
      return url == null ? null : DatabaseUrl.parse(url);
    } catch (UserErrorException malformed) {
      String name = choice == null ? VARIABLE : "--database-url";
      throw new ParameterException(
          command.commandLine(), name + ": " + malformed.getMessage() + ".", malformed);
    }
  }

  /** The folder of the embedded PostgreSQL. */
  Path dataDir() {
    Path given = choice == null ? null : choice.dataDir;
    return (given == null ? Path.of(".roster") : given).toAbsolutePath().normalize();
  }

  /**
   * Opens the database for as long as a command needs it, beside a running server or not; makes an
   * embedded one if there is none.
   */
  Connected connect() {
    return connect(EmbeddedPostgres::startOrJoin);
  }

  /**
   * The same for a command that only makes sense on data that is there.
   *
   * @throws EmbeddedPostgres.NoDataException if the folder has none, as one that is mistyped
   */
  Connected connectToExisting() {
    return connect(EmbeddedPostgres::startOrJoinExisting);
  }

  private Connected connect(Function<Path, EmbeddedPostgres> open) {
    DatabaseUrl url = url();
    if (url != null) {
      return new Connected(url, null);
    }
    EmbeddedPostgres embedded = open.apply(dataDir());
    // Ctrl-C must not leave a PostgreSQL behind
    Runtime.getRuntime().addShutdownHook(new Thread(embedded::close, "stop-postgres"));
    return new Connected(embedded.url(), embedded);
  }

  /** A database that is there until it is closed. */
  record Connected(DatabaseUrl url, @Nullable EmbeddedPostgres embedded) implements AutoCloseable {
    @Override
    public void close() {
      if (embedded != null) {
        embedded.close();
      }
    }
  }
}
