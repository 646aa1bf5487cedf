package dev.roster.server.cli;

import dev.roster.server.configuration.Configuration;
import dev.roster.server.configuration.Setting;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.failure.UserErrorException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which database a command works on: one by its URL, or the embedded one of a data folder. */
final class DatabaseOptions {
  private static final String URL = "database-url";
  private static final String FOLDER = "data-dir";

  @ArgGroup(exclusive = true)
  private @Nullable Choice choice;

  @CommandLineOnly
  @Option(
      names = ConfigurationKeys.FILE_OPTION,
      paramLabel = "FILE",
      description =
          "Configuration file in YAML; also by ROSTER_CONFIG (default: roster.yaml in the current"
              + " folder, if there is one).")
  private @Nullable Path file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private static final class Choice {
    @ConfigurationKey
    @Option(
        names = "--" + FOLDER,
        paramLabel = "DIR",
        description =
            "Folder of the embedded PostgreSQL; also by ROSTER_DATA_DIR (default: .roster below the"
                + " current folder).")
    private @Nullable Path dataDir;

    @Secret
    @ConfigurationKey
    @Option(
        names = "--" + URL,
        paramLabel = "URL",
        description =
            "A PostgreSQL of your own, as postgresql://user:password@host/database; also by"
                + " ROSTER_DATABASE_URL, or by a file that ROSTER_DATABASE_URL_FILE names, which"
                + " keep the password out of the process list.")
    private @Nullable String databaseUrl;
  }

  /** The URL that was given, null if the embedded PostgreSQL is meant. */
  @Nullable DatabaseUrl url() {
    return choice == null
        ? configured().filter(isOf(URL)).map(this::url).orElse(null)
        : choice.databaseUrl == null ? null : url("--" + URL, choice.databaseUrl);
  }

  private DatabaseUrl url(Setting setting) {
    return url(setting.subject(), setting.value());
  }

  private DatabaseUrl url(String subject, String url) {
    try {
      return DatabaseUrl.parse(url);
    } catch (UserErrorException malformed) {
      throw new ParameterException(
          command.commandLine(), subject + ": " + malformed.getMessage() + ".", malformed);
    }
  }

  /** The folder of the embedded PostgreSQL. */
  Path dataDir() {
    @Nullable Path given =
        choice == null
            ? configured().filter(isOf(FOLDER)).map(this::folder).orElse(null)
            : choice.dataDir;
    return (given == null ? Path.of(".roster") : given).toAbsolutePath().normalize();
  }

  private Path folder(Setting setting) {
    try {
      return NumberConverters.path(setting.value());
    } catch (TypeConversionException wrong) {
      throw new ParameterException(
          command.commandLine(), setting.subject() + ": " + wrong.getMessage() + ".", wrong);
    }
  }

  /** The one of the two that the environment or, if it has none, the file sets. */
  private Optional<Setting> configured() {
    Configuration configuration = ConfiguredDefaults.of(command).configuration(command);
    List<Setting> both =
        Stream.of(URL, FOLDER).flatMap(key -> configuration.get(key).stream()).toList();
    if (both.stream().map(Setting::layer).distinct().count() < both.size()) {
      throw new ParameterException(
          command.commandLine(),
          both.getFirst().subject()
              + " and "
              + both.getLast().name()
              + " name two databases; set one of them.");
    }
    return both.stream().max(Comparator.comparing(Setting::layer));
  }

  private static Predicate<Setting> isOf(String key) {
    return setting -> setting.key().equals(key);
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
