package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.db.EmbeddedPostgres.FolderUnusableException;
import dev.roster.server.testing.OtherSystemUser;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access to an embedded PostgreSQL, and failures of its start. */
class EmbeddedPostgresTest {
  private static final String TRUST = "host all all 127.0.0.1/32 trust\nlocal all all trust\n";

  @TempDir Path folder;

  private static String text(DatabaseUrl url, String query) throws SQLException {
    try (var connection = DriverManager.getConnection(url.jdbcUrl());
        var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void run(DatabaseUrl url, String statement) throws SQLException {
    try (var connection = DriverManager.getConnection(url.jdbcUrl());
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static String address(DatabaseUrl url) {
    return url.jdbcUrl().replaceFirst("\\?.*", "");
  }

  private String password() throws IOException {
    return Files.readString(folder.resolve("password")).strip();
  }

  @Test
  void nobodyComesInWithoutThePasswordThatOnlyTheOwnerCanRead() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
      assertThat(text(postgres.url(), "SELECT current_user")).isEqualTo("postgres");
      for (String credentials : List.of("?user=postgres", "?user=postgres&password=postgres")) {
        assertThatThrownBy(() -> DriverManager.getConnection(address(postgres.url()) + credentials))
            .isInstanceOf(SQLException.class);
      }
      assertThat(text(postgres.url(), "SHOW unix_socket_directories")).isEmpty();
      assertThat(text(postgres.url(), "SELECT string_agg(auth_method, ',') FROM pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      assertThat(mode(folder)).isEqualTo("rwx------");
      assertThat(mode(folder.resolve("postgres"))).isEqualTo("rwx------");
      assertThat(mode(folder.resolve("password"))).isEqualTo("rw-------");
      assertThat(password()).hasSize(43);
      // one iteration is enough for that one, not for those that people choose
      assertThat(
              text(
                  postgres.url(),
                  "SELECT split_part(rolpassword, ':', 1) FROM pg_authid"
                      + " WHERE rolname = 'postgres'"))
          .isEqualTo("SCRAM-SHA-256$1");
      assertThat(text(postgres.url(), "SHOW scram_iterations")).isEqualTo("4096");
      assertThat(postgres.url().toString()).doesNotContain(password());
      if (OtherSystemUser.isRoot()) {
        assertThat(OtherSystemUser.run("cat", folder.resolve("password").toString()).exitCode())
            .isNotZero();
        assertThat(OtherSystemUser.run("ls", folder.resolve("postgres").toString()).exitCode())
            .isNotZero();
        assertThat(
                OtherSystemUser.run("sh", "-c", "kill -0 " + postmaster(folder).process().pid())
                    .exitCode())
            .isNotZero();
      }
    }
  }

  @Test
  void thePasswordIsInNoProcessList() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
      List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
      assertThat(started).isNotEmpty();
      for (ProcessHandle process : started) {
        for (String file : List.of("cmdline", "environ")) {
          Path listed = Path.of("/proc", Long.toString(process.pid()), file);
          if (Files.isReadable(listed)) {
            assertThat(readAll(listed)).doesNotContain(password());
          }
        }
      }
      assertThat(postgres.url().jdbcUrl()).contains(password());
    }
  }

  private static String readAll(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }

  @Test
  void dataOfAnEarlierVersionIsClosedAndKept() throws Exception {
    Path data = folder.resolve("postgres");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
      run(postgres.url(), "CREATE TABLE kept AS SELECT 42 AS answer");
      run(postgres.url(), "ALTER ROLE postgres PASSWORD NULL");
    }
    Files.delete(folder.resolve("password"));
    Files.writeString(data.resolve("pg_hba.conf"), TRUST);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    for (int start = 0; start < 2; start++) {
      try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
        assertThat(text(postgres.url(), "SELECT answer FROM kept")).isEqualTo("42");
        assertThatThrownBy(
                () -> DriverManager.getConnection(address(postgres.url()) + "?user=postgres"))
            .isInstanceOf(SQLException.class);
      }
    }
    assertThat(Files.readString(data.resolve("pg_hba.conf"))).doesNotContain("trust");
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void aPasswordThatOthersCouldReadIsReplaced() throws Exception {
    EmbeddedPostgres.startVolatile(folder).close();
    String before = password();
    Files.setPosixFilePermissions(
        folder.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));

    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
      assertThat(text(postgres.url(), "SELECT 1")).isEqualTo("1");
      assertThat(password()).isNotEqualTo(before);
    }
  }

  @Test
  void aProcessThatTakesThePortLaterDoesNotGetThePassword() throws Exception {
    DatabaseUrl url;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
      url = postgres.url();
    }
    try (ServerSocket pretender = new ServerSocket(0)) {
      CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> ask(pretender));
      String there = url.jdbcUrl().replaceFirst(":\\d+/", ":" + pretender.getLocalPort() + "/");

      assertThatThrownBy(() -> DriverManager.getConnection(there + "&sslmode=disable"))
          .isInstanceOf(SQLException.class);
      assertThat(heard.get()).contains("postgres").doesNotContain(password());
    }
  }

  /** Asks a client for its password in clear, and returns all that it says. */
  private static String ask(ServerSocket pretender) {
    try (Socket client = pretender.accept()) {
      client.setSoTimeout(10_000);
      byte[] startup = new byte[1024];
      int length = client.getInputStream().read(startup);
      client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
      return new String(startup, 0, length, StandardCharsets.ISO_8859_1)
          + new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  @Test
  void aStaleFileWithANumberThatLivesDoesNotStopAStart() throws Exception {
    EmbeddedPostgres.startVolatile(folder).close();
    Path data = folder.resolve("postgres");
    Process innocent = new ProcessBuilder("sleep", "600").start();
    try {
      for (long number : List.of(innocent.pid(), 1L, ProcessHandle.current().pid())) {
        Files.writeString(
            data.resolve("postmaster.pid"),
            number + "\n" + data + "\n1700000000\n5432\n\n127.0.0.1\n  1234        5\nready   \n");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
          assertThat(text(postgres.url(), "SELECT 1")).isEqualTo("1");
        }
      }
      assertThat(innocent.isAlive()).isTrue();
    } finally {
      innocent.destroyForcibly();
    }
  }

  @Test
  void aPostgresOfAnotherFolderIsNotMistakenForOurs() throws Exception {
    Path other = folder.resolve("other");
    Path mine = folder.resolve("mine");
    EmbeddedPostgres.startVolatile(mine).close();
    try (EmbeddedPostgres running = EmbeddedPostgres.startVolatile(other)) {
      Files.copy(other.resolve("postgres/postmaster.pid"), mine.resolve("postgres/postmaster.pid"));

      EmbeddedPostgres.startVolatile(mine).close();

      assertThat(text(running.url(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aClockThatWasSetDoesNotHideAServer() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
      ProcessHandle server = postmaster(folder).process();
      Path file = folder.resolve("postgres/postmaster.pid");
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.set(2, Long.toString(Long.parseLong(lines.get(2)) - 3600));
      Files.write(file, lines);

      assertThat(postmaster(folder).process()).isEqualTo(server);
      assertThat(text(postgres.url(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aPasswordThatTheRoleDidNotGetIsNotPublished() throws Exception {
    Path settings = folder.resolve("postgres/postgresql.auto.conf");
    EmbeddedPostgres.startVolatile(folder).close();
    Files.delete(folder.resolve("password"));
    // stands for a full disk, or a kill before the role is changed
    Files.writeString(settings, "default_transaction_read_only = on\n");

    assertThatThrownBy(() -> EmbeddedPostgres.startVolatile(folder))
        .isInstanceOf(FolderUnusableException.class)
        .hasMessageContaining("read-only transaction");
    assertThat(folder.resolve("password")).doesNotExist();

    Files.delete(settings);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
      assertThat(text(postgres.url(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aPasswordThatThePowerCutEmptiedIsReplaced() throws Exception {
    EmbeddedPostgres.startVolatile(folder).close();
    Files.writeString(folder.resolve("password"), "");

    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
      assertThat(text(postgres.url(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void whatAnInterruptedFirstStartLeftIsMadeAnew() throws Exception {
    Path half = Files.createDirectories(folder.resolve("postgres.new"));
    Files.writeString(half.resolve("PG_VERSION"), "17\n");
    Files.writeString(folder.resolve("password.new"), "half");

    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(folder)) {
      assertThat(text(postgres.url(), "SELECT 1")).isEqualTo("1");
    }
    assertThat(half).doesNotExist();
    assertThat(folder.resolve("password.new")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space",
        "José's \"data\"",
        "$(touch x) `y` \\z",
        "%41&b=c;d",
        "--help",
        "long"
      })
  void theNameOfTheFolderCanBeAny(String name) throws Exception {
    // no socket of the file system, whose path would be limited to 107 bytes
    Path odd = folder.resolve(name.equals("long") ? "l".repeat(200) : name).resolve("data");

    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(odd)) {
      assertThat(text(postgres.url(), "SELECT 1")).isEqualTo("1");
    }
    try (Stream<Path> made = Files.list(folder)) {
      assertThat(made).hasSize(1);
    }
  }

  @Test
  void theOwnerKeepsTheFolderAlsoWhenItTriesToStartThereAgain() throws Exception {
    try (EmbeddedPostgres owner = EmbeddedPostgres.startVolatile(folder);
        EmbeddedPostgres another = EmbeddedPostgres.startThrowaway()) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
          .isInstanceOf(EmbeddedPostgres.FolderInUseException.class);

      for (Path lock :
          List.of(folder.resolve("roster.lock"), another.folder().resolve("roster.lock"))) {
        assertThat(lockedElsewhere(lock)).isTrue();
      }
      assertThat(text(owner.url(), "SELECT 1")).isEqualTo("1");
    }
  }

  /** Another process sees locks that the process which holds them does not. */
  private static boolean lockedElsewhere(Path lock) throws Exception {
    String inode = Files.getAttribute(lock, "unix:ino").toString();
    return Files.readString(Path.of("/proc/locks"))
        .lines()
        .anyMatch(line ->
            line.contains("POSIX")
                && line.contains(":" + inode + " ")
                && line.contains(" " + ProcessHandle.current().pid() + " "));
  }

  @Test
  void aLinkToTheFolderIsTheFolder() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (EmbeddedPostgres owner = EmbeddedPostgres.startVolatile(link);
        EmbeddedPostgres joined = EmbeddedPostgres.startOrJoin(real)) {
      assertThat(joined.url()).isEqualTo(owner.url());
    }
  }

  @Test
  void dataOfAnotherMajorVersionIsOneSentence() throws Exception {
    EmbeddedPostgres.startVolatile(folder).close();
    Files.writeString(folder.resolve("postgres/PG_VERSION"), "16\n");

    assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
        .isInstanceOf(FolderUnusableException.class)
        .hasMessageContaining("made by PostgreSQL 16")
        .hasMessageContaining("PostgreSQL 17")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void brokenSettingsAreOneSentenceWithTheReason() throws Exception {
    EmbeddedPostgres.startVolatile(folder).close();
    Files.writeString(folder.resolve("postgres/postgresql.auto.conf"), "shared_buffers = 'much'\n");

    assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
        .isInstanceOf(FolderUnusableException.class)
        .hasMessageContaining("shared_buffers")
        .message()
        .satisfies(message -> assertThat(message.lines()).hasSize(1));
    Files.delete(folder.resolve("postgres/postgresql.auto.conf"));
    EmbeddedPostgres.startVolatile(folder).close();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static Postmaster postmaster(Path folder) throws IOException {
    return Postmaster.of(folder.toRealPath().resolve("postgres")).orElseThrow();
  }
}
