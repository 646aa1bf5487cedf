package dev.roster.server.sandbox;

import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL in a temporary folder, which goes when it is closed. */
final class ThrowawayPostgres implements AutoCloseable {
  private final EmbeddedPostgres embedded;
  private final Path folder;

  private ThrowawayPostgres(EmbeddedPostgres embedded, Path folder) {
    this.embedded = embedded;
    this.folder = folder;
  }

  static ThrowawayPostgres start() {
    Path folder;
    try {
      folder = Files.createTempDirectory("roster-sandbox");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    try {
      return new ThrowawayPostgres(EmbeddedPostgres.startVolatile(folder), folder);
    } catch (RuntimeException failure) {
      Folders.delete(folder);
      throw failure;
    }
  }

  DatabaseUrl url() {
    return embedded.url();
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try {
      embedded.close();
    } finally {
      Folders.delete(folder);
    }
  }
}
