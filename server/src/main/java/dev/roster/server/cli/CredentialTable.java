package dev.roster.server.cli;

import dev.roster.server.credential.Lifespan;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A table of tokens or keys: columns of their kind, then those that both kinds share. */
final class CredentialTable {
  private final Instant now = Instant.now();
  private final TextTable table;

  CredentialTable(String... headings) {
    table = new TextTable(joined(headings, "STATE", "CREATED", "EXPIRES", "LAST USED", "LABEL"));
  }

  /** Adds a credential, with the cells of the columns of its kind. */
  void add(Lifespan lifespan, String label, String... cells) {
    table.add(
        joined(
            cells,
            lifespan.state(now),
            TextTable.instant(Optional.of(lifespan.createdAt())),
            TextTable.instant(lifespan.expiresAt()),
            TextTable.instant(lifespan.lastUsedAt()),
            label));
  }

  void print(PrintWriter out) {
    table.print(out);
  }

  private static String[] joined(String[] own, String... shared) {
    return Stream.of(own, shared).flatMap(Stream::of).toArray(String[]::new);
  }
}
