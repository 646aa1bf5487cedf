package dev.roster.drills.fault;

import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.PostgresServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk of PostgreSQL has no byte left, and its write-ahead log no room to grow. */
final class DiskFull implements Fault {
  static final int MEGABYTES = 160;
  private static final int SWITCHES = 20;

  private final PostgresServer postgres;
  private final Path filling;

  DiskFull(PostgresServer postgres) {
    this.postgres = postgres;
    this.filling = postgres.folder().resolve("filling");
  }

  @Override
  public void inject() {
    fill();
    try {
      for (int i = 0; i < SWITCHES; i++) {
        // else it would take until 16 MB were written
        postgres.execute("SELECT txid_current(), pg_switch_wal()");
      }
    } catch (DrillException noRoom) {
      // PostgreSQL ends all sessions then, which is the fault that is wanted
    }
    fill();
  }

  private void fill() {
    byte[] piece = new byte[4_096];
    try (OutputStream file =
        Files.newOutputStream(filling, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        file.write(piece);
      }
    } catch (IOException full) {
      // no byte is left
    }
  }

  @Override
  public void lift() {
    try {
      Files.deleteIfExists(filling);
    } catch (IOException failure) {
      throw new DrillException(filling + " cannot be deleted", failure);
    }
    // an operator, too, has to start it again where it could not recover without room
    Restart.ifDown(postgres);
  }

  @Override
  public boolean wasHit() {
    return refused() > 0;
  }

  @Override
  public String evidence() {
    return "PostgreSQL logged 'No space left on device' " + refused() + " times";
  }

  private long refused() {
    return postgres.logLines("No space left on device");
  }
}
