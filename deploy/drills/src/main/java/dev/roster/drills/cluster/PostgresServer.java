package dev.roster.drills.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of this machine's binaries. Its superuser is {@code postgres}; the role {@code
 * roster} owns the database {@code roster}.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final Path binaries = binaries();
  private final Path folder;
  private final @Nullable NetworkNamespace namespace;
  private final int port;

  private PostgresServer(Path folder, @Nullable NetworkNamespace namespace, int port) {
    this.folder = folder;
    this.namespace = namespace;
    this.port = port;
  }

  /**
   * Makes a cluster and starts it.
   *
   * @param folder of its data, which exists and is empty
   * @param namespace in which it listens; null for the loopback address of the machine
   */
  static PostgresServer create(
      Path folder, @Nullable NetworkNamespace namespace, int port, Map<String, String> settings) {
    PostgresServer made = new PostgresServer(folder, namespace, port);
    made.own();
    made.runAsPostgres(
        made.program("initdb"),
        "-D",
        folder.toString(),
        "-U",
        "postgres",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8");
    made.append("pg_hba.conf", "host all,replication all 10.213.0.0/16 trust\n");
    made.configure(settings);
    made.start();
    try (Connection connection = made.connect("postgres", "postgres")) {
      connection.createStatement().execute("CREATE ROLE roster LOGIN");
      connection.createStatement().execute("CREATE DATABASE roster OWNER roster");
    } catch (SQLException failure) {
      throw new DrillException("the database cannot be made", failure);
    }
    return made;
  }

  /**
   * Makes a hot standby that follows this server, and starts it.
   *
   * @param empty the folder of its data, which exists and is empty
   */
  public PostgresServer standby(Path empty, int standbyPort) {
    PostgresServer made = new PostgresServer(empty, namespace, standbyPort);
    made.own();
    made.runAsPostgres(
        program("pg_basebackup"),
        "-D",
        empty.toString(),
        "-R",
        "-X",
        "stream",
        "-c",
        "fast",
        "-d",
        "host=" + host() + " port=" + port + " user=postgres application_name=standby");
    made.configure(Map.of());
    made.start();
    return made;
  }

  /** Writes settings, which hold from the next start on. */
  public void configure(Map<String, String> settings) {
    StringBuilder lines = new StringBuilder(120);
    lines.append("listen_addresses = '").append(host()).append("'\n");
    lines.append("port = ").append(port).append('\n');
    // a base backup would copy the lock file of the socket
    lines.append("unix_socket_directories = ''\n");
    settings.forEach((key, value) -> lines.append(key + " = '" + value + "'\n"));
    append("postgresql.conf", lines.toString());
  }

  /** This stopped standby under another port, still read-only and without a primary to follow. */
  public PostgresServer orphanedAt(int other) {
    PostgresServer moved = new PostgresServer(folder, namespace, other);
    moved.configure(Map.of());
    // that file is read last
    append("postgresql.auto.conf", "primary_conninfo = ''\n");
    return moved;
  }

  /** Starts the server and returns when it accepts connections. */
  public void start() {
    runAsPostgres(
        program("pg_ctl"),
        "-w",
        "-t",
        "60",
        "-D",
        folder.toString(),
        "-l",
        log().toString(),
        "start");
  }

  /**
   * Stops the server.
   *
   * @param mode {@code fast} or {@code immediate}, which leaves a crash to recover from
   */
  public void stop(String mode) {
    runAsPostgres(program("pg_ctl"), "-w", "-D", folder.toString(), "-m", mode, "stop");
  }

  /** Makes a primary of this standby, and returns when it takes writes. */
  public void promote() {
    runAsPostgres(program("pg_ctl"), "-w", "-t", "60", "-D", folder.toString(), "promote");
  }

  /** The process id of the first process of the server; empty while it is stopped. */
  public Optional<Long> postmaster() {
    try {
      Path file = folder.resolve("postmaster.pid");
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return Optional.of(pid).filter(id -> ProcessHandle.of(id).isPresent());
    } catch (IOException failure) {
      return Optional.empty();
    }
  }

  /** The process ids of the server and of all its backends. */
  public List<Long> pids() {
    return postmaster().flatMap(ProcessHandle::of).stream()
        .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** The address that it listens on. */
  public String host() {
    return namespace == null ? "127.0.0.1" : namespace.address();
  }

  public int port() {
    return port;
  }

  /** The folder of the data. */
  public Path folder() {
    return folder;
  }

  /** The namespace that it listens in. */
  public Optional<NetworkNamespace> namespace() {
    return Optional.ofNullable(namespace);
  }

  /** The file of its log. */
  public Path log() {
    return folder.resolve("log");
  }

  /** Runs a statement as superuser. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new DrillException(sql + " failed", failure);
    }
  }

  /** The number that a query of the superuser returns. */
  public long number(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failure) {
      throw new DrillException(sql + " failed", failure);
    }
  }

  /** The number of lines of the log that contain the words. */
  public long logLines(String words) {
    try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains(words)).count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A connection of the superuser to the database {@code roster}, which the caller closes. */
  public Connection connect() throws SQLException {
    return connect("postgres", "roster");
  }

  /** A connection, which the caller closes. */
  public Connection connect(String role, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://"
            + host()
            + ":"
            + port
            + "/"
            + database
            + "?user="
            + role
            + "&connectTimeout=3&socketTimeout=30&ApplicationName=drill");
  }

  /** Stops the server if it runs. Its folder stays. */
  @Override
  public void close() {
    if (postmaster().isPresent()) {
      stop("immediate");
    }
  }

  private String program(String name) {
    return binaries.resolve(name).toString();
  }

  private void own() {
    if (Commands.isRoot()) {
      Commands.run("chown", "postgres", folder.toString());
    }
    Commands.run("chmod", "700", folder.toString());
  }

  private void append(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text, java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** PostgreSQL does not run as root. */
  private void runAsPostgres(String... command) {
    List<String> all = new ArrayList<>();
    if (namespace != null) {
      all.addAll(namespace.enter());
    }
    if (Commands.isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    all.addAll(List.of(command));
    Commands.run(all);
  }

  private static Path binaries() {
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(Path::toString))
          .orElseThrow(() -> new DrillException("PostgreSQL is not installed in " + INSTALLED));
    } catch (IOException missing) {
      throw new DrillException("PostgreSQL is not installed in " + INSTALLED, missing);
    }
  }
}
