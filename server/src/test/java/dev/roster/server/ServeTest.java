package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code roster serve} as a process, the way people run it. */
class ServeTest {
  private static final String UP = "Ctrl-C stops it.";
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final int TERMINATED = 0;
  private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/api");

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stopWhatATestLeftRunning() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      CommandFixture.exitCode(process);
    }
  }

  private Path data() {
    // a blank, which a shell reads as the end of a word
    return folder.resolve("the data");
  }

  private Path output() {
    return folder.resolve("output" + started.size());
  }

  private Process start(String... arguments) throws IOException {
    Path output = folder.resolve("output" + (started.size() + 1));
    Process process = CommandFixture.start(output, arguments);
    started.add(process);
    return process;
  }

  private String serving(Process process) throws IOException, InterruptedException {
    return CommandFixture.printed(process, output(), UP);
  }

  /** The process of the PostgreSQL that works on the data folder. */
  private ProcessHandle postgres() throws IOException {
    String pid =
        Files.readAllLines(data().resolve("postgres").resolve("postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }

  private static int stop(Process process) throws InterruptedException {
    process.destroy();
    return CommandFixture.exitCode(process);
  }

  private static long companies(DatabaseUrl url) {
    try (Database database = Database.openForTransfer(url)) {
      return database.reading(
          tx -> tx.handle().createQuery("SELECT count(*) FROM company").mapTo(Long.class).one());
    }
  }

  private long companiesLeftBehind() {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(data())) {
      return companies(postgres.url());
    }
  }

  @Test
  void theFirstStartLoadsDemoDataAndTheSecondKeepsWhatIsThere() throws Exception {
    Process first = start("serve", "--port", "0", "--data-dir", data().toString());
    String banner = serving(first);
    ProcessHandle postgres = postgres();

    Matcher address = ADDRESS.matcher(banner);
    assertThat(address.find()).isTrue();
    RawResponse answer =
        new RawHttp(URI.create(address.group(1)))
            .send(
                "GET",
                "/api/accounts/users/me/",
                Map.of("Authorization", "Bearer demo-owner-token", "Host", "localhost"),
                null);
    assertThat(answer.text()).contains("owner@demo.example");
    assertThat(banner)
        .contains("demo-owner-token", "demo-viewer-token", "x-api-compleat-key", "curl");
    assertTheDatabaseIsReachedByWhatIsPrinted(banner);
    assertABrowserIsShownAPageAtEachAddress(banner);

    assertThat(stop(first)).isEqualTo(TERMINATED);
    assertThat(postgres.onExit()).succeedsWithin(TEN_SECONDS);
    assertThat(data().resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    assertThat(Files.readString(output())).contains("Stopping.\n").doesNotContain("Exception");

    Process second = start("serve", "--port", "0", "--data-dir", data().toString());
    assertThat(serving(second)).contains("demo-owner-token");
    assertThat(stop(second)).isEqualTo(TERMINATED);
    assertThat(companiesLeftBehind()).isEqualTo(3);
  }

  /** People open what they see. */
  private static void assertABrowserIsShownAPageAtEachAddress(String banner) {
    List<String> addresses =
        banner
            .lines()
            .filter(line -> line.matches("  [A-Z].* http://[^ ]+"))
            .map(line -> line.substring(line.indexOf("http://")))
            .toList();
    assertThat(addresses).hasSize(7);
    for (String address : addresses) {
      URI uri = URI.create(address);
      RawResponse page =
          new RawHttp(uri)
              .send(
                  "GET",
                  uri.getPath().isEmpty() ? "/" : uri.getPath(),
                  Map.of("Host", "localhost", "Accept", "text/html,*/*;q=0.8"),
                  null);
      assertThat(page.header("content-type")).as(address).hasValue("text/html;charset=utf-8");
      assertThat(page.text()).as(address).contains("href=");
    }
  }

  @Test
  void withoutTheConsoleTheBannerDoesNotNameIt() throws Exception {
    Process process =
        start("serve", "--port", "0", "--no-demo", "--no-console", "--data-dir", data().toString());
    String banner = serving(process);

    Matcher address = ADDRESS.matcher(banner);
    assertThat(address.find()).isTrue();
    assertThat(banner).doesNotContain("console");
    assertThat(
            new RawHttp(URI.create(address.group(1)))
                .send("GET", "/console", Map.of("Host", "localhost"), null)
                .status())
        .isEqualTo(404);
    assertThat(stop(process)).isEqualTo(TERMINATED);
  }

  /** Both lines are pasted into a shell, where the programs report what they are told. */
  private void assertTheDatabaseIsReachedByWhatIsPrinted(String banner) throws Exception {
    String command = line(banner, "Commands beside it");
    String[] words =
        shell("roster() { printf '%s\\n' \"$@\"; }; " + command).lines().toArray(String[]::new);
    Outcome listed = CommandFixture.run(words);
    assertThat(listed.exitCode()).as(listed.err()).isZero();
    assertThat(listed.out()).contains("Green Grocers");

    String psql = line(banner, "PostgreSQL");
    String[] told = shell("psql() { echo \"$PGPASSWORD\" \"$@\"; }; " + psql).strip().split(" ");
    assertThat(told).hasSize(7).containsSubsequence("-h", "127.0.0.1", "-p", "-U", "postgres");
    String password = told[0];
    assertThat(banner).doesNotContain(password);
    assertThat(
            companies(
                DatabaseUrl.parse(
                    "postgresql://postgres:" + password + "@127.0.0.1:" + told[4] + "/postgres")))
        .isEqualTo(3);
  }

  private static String line(String banner, String heading) {
    Matcher line = Pattern.compile("(?m)^  " + heading + "  +(.*)$").matcher(banner);
    assertThat(line.find()).as(heading).isTrue();
    return line.group(1);
  }

  private static String shell(String script) throws IOException, InterruptedException {
    Process bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(printed).isZero();
    return printed;
  }

  @Test
  void withNoDemoTheDirectoryStaysEmpty() throws Exception {
    Process server =
        start("serve", "--port=0", "--data-dir=" + data(), "--no-demo", "--connections=2");

    assertThat(serving(server))
        .doesNotContain("demo-owner-token", "/dev/mailbox")
        .contains("waits in the outbox");
    stop(server);
    assertThat(companiesLeftBehind()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"--demo, 3", "--no-demo, 0", "--mailbox, 0"})
  void aDatabaseOfOnesOwnGetsDemoDataOnlyWhenAskedFor(String option, long companies)
      throws Exception {
    DatabaseUrl url = TestDatabase.empty();
    Process server = start("serve", "--port=0", "--database-url", url.jdbcUrl(), option);

    String banner = serving(server);
    assertThat(banner.contains("demo-owner-token")).isEqualTo(companies > 0);
    assertThat(banner.contains("/dev/mailbox")).isEqualTo(option.equals("--mailbox"));
    assertThat(companies(url)).isEqualTo(companies);
    assertThat(stop(server)).isEqualTo(TERMINATED);
  }

  @Test
  void aServerListensOnlyWhenItsDemoDataIsLoaded() throws Exception {
    DatabaseUrl url = TestDatabase.fresh();
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Database outside = Database.openForTransfer(url)) {
      outside.holding(tx -> {
        tx.handle().execute("LOCK TABLE company IN SHARE MODE");
        startWithDemo(port, url);
        Waiting.until(Duration.ofMinutes(1), () -> isWaiting(outside));
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
            .isInstanceOf(ConnectException.class);
        return true;
      });
    }

    serving(started.getLast());
    assertThat(
            new RawHttp(URI.create("http://127.0.0.1:" + port))
                .send(
                    "GET",
                    "/api/accounts/users/me/",
                    Map.of("Authorization", "Bearer demo-owner-token", "Host", "localhost"),
                    null)
                .status())
        .isEqualTo(200);
  }

  private void startWithDemo(int port, DatabaseUrl url) {
    try {
      start("serve", "--demo", "--port=" + port, "--database-url", url.jdbcUrl());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isWaiting(Database database) {
    return database.reading(tx ->
        tx.handle()
            .createQuery(
                "SELECT count(*) > 0 FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
            .mapTo(Boolean.class)
            .one());
  }

  @Test
  void anImportBesideARunningServerLoadsIntoItsDatabase() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("companies.csv"), "id,name\n1,A\n");
    try (EmbeddedPostgres owner = EmbeddedPostgres.startVolatile(data())) {
      Process beside = start("import", files.toString(), "--data-dir", data().toString());

      assertThat(CommandFixture.exitCode(beside)).as(Files.readString(output())).isZero();
      assertThat(companies(owner.url())).isEqualTo(1);
    }
  }

  @Test
  void anImportThatIsInterruptedSaysThatNothingWasImported() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("companies.csv"), "id,name\n1,A\n");
    DatabaseUrl url = TestDatabase.fresh();
    try (Database database = Database.open(url, 2)) {
      database.holding(tx -> {
        tx.handle().execute("LOCK TABLE company");
        Process process = importing(files, url);
        Waiting.until(() -> isWaiting(database));
        process.destroy();
        return ended(process);
      });

      assertThat(Files.readString(output()).lines())
          .containsExactly(
              "  companies.csv             1 rows",
              "Nothing was imported: the import was interrupted.");
    }
    assertThat(companies(url)).isZero();
  }

  private Process importing(Path files, DatabaseUrl url) {
    try {
      return start("import", files.toString(), "--database-url", url.jdbcUrl());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int ended(Process process) {
    try {
      return CommandFixture.exitCode(process);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void aPostgresLeftBehindByAKilledServerIsTakenOver() throws Exception {
    Process server = start("serve", "--port", "0", "--data-dir", data().toString());
    serving(server);
    ProcessHandle orphan = postgres();
    // alone it would stop PostgreSQL
    orphan.parent().orElseThrow().destroyForcibly();
    server.destroyForcibly();
    CommandFixture.exitCode(server);
    assertThat(orphan.isAlive()).isTrue();

    assertThat(companiesLeftBehind()).isEqualTo(3);
    assertThat(orphan.onExit()).succeedsWithin(TEN_SECONDS);
  }

  @Test
  void aServerThatIsStoppedWhileItStartsLeavesNoPostgresBehind() throws Exception {
    Process server = start("serve", "--port", "0", "--data-dir", data().toString());
    CommandFixture.printed(server, output(), "Starting PostgreSQL");

    assertThat(stop(server)).isEqualTo(TERMINATED);
    assertThat(data().resolve("postgres").resolve("postmaster.pid")).doesNotExist();
  }

  @Test
  void aTakenPortIsToldBeforeAnythingIsMade() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      Outcome outcome =
          CommandFixture.run("serve", "--port", port, "--data-dir", data().toString());

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.err())
          .isEqualTo(
              "Port "
                  + port
                  + " of 127.0.0.1 is taken or may not be used; choose another with --port.\n");
      assertThat(outcome.out()).isEmpty();
      assertThat(data()).doesNotExist();
    }
  }
}
