package dev.roster.server.cli;

import dev.roster.server.credential.Lifespan;
import java.time.Instant;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A table of tokens or keys: columns of their kind, then those that both kinds share. */
final class CredentialTable {
  private final Instant now = Instant.now();
  private final Listing listing;

  /**
   * @param whenEmpty what to do next where there are none
   */
  CredentialTable(String whenEmpty, String... headings) {
    listing =
        new Listing(
            whenEmpty,
            Listing.joined(headings, "STATE", "CREATED", "EXPIRES", "LAST USED", "LABEL"));
  }

  /** Adds a credential, with the cells of the columns of its kind. */
  void add(Lifespan lifespan, String label, Object... cells) {
    listing.add(
        Stream.concat(
                Stream.of(cells),
                Stream.of(
                    lifespan.state(now),
                    lifespan.createdAt(),
                    lifespan.expiresAt(),
                    lifespan.lastUsedAt(),
                    label))
            .toArray());
  }

  void print(CommandLine command, OutputFormat format) {
    listing.print(command, format);
  }
}
