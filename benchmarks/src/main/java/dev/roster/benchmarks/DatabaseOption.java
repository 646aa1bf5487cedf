package dev.roster.benchmarks;

import dev.roster.benchmarks.measure.MeasuredDatabase;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the database. */
final class DatabaseOption {
  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "The database of the servers, as postgresql://user:password@host/database. Without it, "
              + "the time of PostgreSQL is not known.")
  private @Nullable String url;

  /** The database; empty if none was named. */
  Optional<MeasuredDatabase> database() {
    return Optional.ofNullable(url).map(MeasuredDatabase::new);
  }

  /** The process of the database; empty if it is not known. */
  OptionalLong postmaster() throws SQLException {
    Optional<MeasuredDatabase> database = database();
    return database.isPresent() ? database.get().postmaster() : OptionalLong.empty();
  }
}
