package dev.roster.server.db;

import dev.roster.server.db.EmbeddedPostgres.FolderUnusableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data of PostgreSQL in a data folder, made and kept so that only the password of the folder
 * opens it.
 */
record DatabaseCluster(DataFolder folder, PostgresBinaries binaries, boolean durable) {
  private static final int PASSWORD_BYTES = 32;

  /**
   * Iterations slow down guessing of passwords that people choose; that of the folder is random.
   */
  private static final String ITERATIONS = "scram_iterations=1";

  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          // its path could be too long, and the folder would need an owner of its own
          "unix_socket_directories=",
          "max_connections=100",
          // who knows no password cannot hold a connection for a minute
          "authentication_timeout=10s",
          "timezone=UTC",
          "log_timezone=UTC",
          "password_encryption=scram-sha-256",
          // of passwords that people choose; initdb wrote the number for Roster's own
          "scram_iterations=4096",
          "logging_collector=off",
          "log_destination=stderr");

  private static final List<String> DURABLE =
      List.of("fsync=on", "synchronous_commit=on", "full_page_writes=on");

  private static final List<String> VOLATILE =
      List.of(
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          // nothing is restored from the log or follows it, so it can be short
          "wal_level=minimal",
          "max_wal_senders=0",
          "max_wal_size=128MB");

  private static final String ACCESS =
      """
      # Written by Roster at each start: one way in, with the password in the data folder.
      host all all 127.0.0.1/32 scram-sha-256
      """;

  /**
   * Makes the data if there is none, and closes what an earlier version of Roster left open. What a
   * process that was killed in between has left, the next start repairs: the data gets its name
   * when it is whole, and a password gets its name when the role has it.
   */
  void prepare() throws IOException {
    PrivateFolder.delete(folder.unfinished());
    Files.deleteIfExists(folder.nextPassword());
    Path data = folder.postgres();
    if (!Files.exists(data)) {
      makeNextPassword();
      publishPassword();
      initialise();
      return;
    }
    requireFinished(data);
    requireVersion(data);
    Postmaster.deleteStaleFile(data);
    if (!isClosed(data)) {
      // without a port: nobody comes in before the password is set
      ProcessSupervisor.run(
          singleUser(data),
          folder.path(),
          "ALTER ROLE postgres PASSWORD '" + makeNextPassword() + "'\n");
      publishPassword();
      writeAccess(data);
    }
  }

  private void initialise() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.program("initdb").toString(),
                // relative, since it would pass a path of odd characters to a shell
                "-D",
                folder.unfinished().getFileName().toString(),
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
                "--pwfile=" + folder.password().getFileName(),
                "-c",
                ITERATIONS,
                "-E",
                "UTF8",
                "--locale=C.UTF-8"));
    if (!durable) {
      command.add("--no-sync");
    }
    ProcessSupervisor.run(command, folder.path(), "");
    writeAccess(folder.unfinished());
    Files.move(folder.unfinished(), folder.postgres(), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> singleUser(Path data) {
    return List.of(
        binaries.program("postgres").toString(),
        "--single",
        "-D",
        data.toString(),
        "-c",
        "password_encryption=scram-sha-256",
        "-c",
        ITERATIONS,
        // otherwise it fails without saying so
        "-c",
        "exit_on_error=on",
        "postgres");
  }

  private static void requireFinished(Path data) {
    if (!Files.exists(data.resolve("PG_VERSION"))
        || !Files.exists(data.resolve("global").resolve("pg_control"))) {
      throw new FolderUnusableException(
          data + " is not the data of a PostgreSQL; restore it from a backup or delete it.", null);
    }
  }

  private void requireVersion(Path data) throws IOException {
    String made = Files.readString(data.resolve("PG_VERSION")).strip();
    String here = binaries.majorVersion();
    if (!made.equals(here)) {
      throw new FolderUnusableException(
          "The data in "
              + folder.path()
              + " was made by PostgreSQL "
              + made
              + ", and this Roster brings PostgreSQL "
              + here
              + "; export it with the Roster that made it and import it into a new folder.",
          null);
    }
  }

  private boolean isClosed(Path data) throws IOException {
    Path access = data.resolve("pg_hba.conf");
    return Files.isRegularFile(folder.password(), LinkOption.NOFOLLOW_LINKS)
        && !DataFolder.isOpenToOthers(folder.password())
        // a machine that lost its power may have left an empty file
        && !Files.readString(folder.password()).isBlank()
        && Files.exists(access)
        && Files.readString(access).equals(ACCESS);
  }

  /** A password that counts when it is published. */
  private String makeNextPassword() throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    write(folder.nextPassword(), password + "\n");
    return password;
  }

  private void publishPassword() throws IOException {
    publish(folder.nextPassword(), folder.password());
  }

  private void writeAccess(Path data) throws IOException {
    Path next = data.resolve("pg_hba.conf.new");
    write(next, ACCESS);
    publish(next, data.resolve("pg_hba.conf"));
  }

  private void write(Path next, String content) throws IOException {
    Files.deleteIfExists(next);
    Files.createFile(next, PrivateFolder.readableByOwnerOnly());
    Files.writeString(next, content);
    force(next, StandardOpenOption.WRITE);
  }

  private void publish(Path next, Path file) throws IOException {
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    force(file.resolveSibling("."), StandardOpenOption.READ);
  }

  /** Steps reach the disk in their order, also when the machine loses its power. */
  private void force(Path file, StandardOpenOption access) throws IOException {
    if (durable) {
      try (FileChannel channel = FileChannel.open(file, access)) {
        channel.force(true);
      }
    }
  }

  /** The command that serves the data on a port of the loopback interface. */
  List<String> command(int port) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.program("postgres").toString(),
                "-D",
                folder.postgres().toString(),
                "-p",
                Integer.toString(port)));
    Stream.concat(SETTINGS.stream(), (durable ? DURABLE : VOLATILE).stream())
        .flatMap(setting -> Stream.of("-c", setting))
        .forEach(command::add);
    return command;
  }
}
