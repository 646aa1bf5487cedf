package dev.roster.server.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a new token or key. */
final class NewCredentialOptions {
  @ValueRange(min = 1, max = DurationConverter.CENTURY)
  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = DurationConverter.Some.class,
      description = "When it ends, from now, for example 90d or 12h (default: never).")
  private @Nullable Duration expires;

  @Option(
      names = "--label",
      paramLabel = "TEXT",
      defaultValue = "",
      converter = TextConverters.Label.class,
      description = "What it is for, to tell it from others.")
  private String label = "";

  Optional<Duration> validity() {
    return Optional.ofNullable(expires);
  }

  String label() {
    return label;
  }
}
