package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.Authentication.UnknownToken;
import dev.roster.server.authentication.AuthenticationStore;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.authentication.LastUseRecorder;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.Database;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {
  /**
   * The columns that an export covers: each table without the columns that the format has no place
   * for.
   */
  private static final Map<String, String> COVERED =
      Map.of(
          "tenant", "to_jsonb(t) - 'created_at'",
          "tenant_key", "to_jsonb(t) - 'created_at'",
          "auth_group", "to_jsonb(t)",
          "auth_group_permission", "to_jsonb(t)",
          "company", "to_jsonb(t)",
          "person", "to_jsonb(t)",
          "membership", "to_jsonb(t)",
          "invitation", "to_jsonb(t) - 'secret_hash'",
          "api_token", "to_jsonb(t) - 'id' - 'created_at'");

  /** Columns that only this server needs to know, and the key that an address gives. */
  private static final Map<String, List<String>> NOT_EXPORTED =
      Map.of(
          "tenant", List.of("created_at"),
          "tenant_key", List.of("created_at", "revoked_at", "last_used_at"),
          "person", List.of("email_key"),
          "invitation", List.of("email_key", "mailing"),
          "api_token", List.of("id", "created_at", "revoked_at", "last_used_at"));

  @RegisterExtension final TransferFixture given = new TransferFixture();
  @TempDir Path target;

  private Exporter.Exported export() {
    return new Exporter(given.database(), (file, rows) -> {}).write(target);
  }

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    Path made = target.resolve("new");
    new Exporter(given.database(), (file, rows) -> {}).write(made);

    assertThat(Files.getPosixFilePermissions(made))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (Stream<Path> files = Files.list(made)) {
      assertThat(files.toList())
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(Files.getPosixFilePermissions(file))
                  .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static Map<String, List<String>> dump(Database database) {
    Map<String, List<String>> dump = new TreeMap<>();
    COVERED.forEach((table, row) ->
        dump.put(
            table,
            database.reading(tx ->
                tx.handle()
                    .createQuery("SELECT " + row + "::text FROM " + table + " t ORDER BY 1")
                    .mapTo(String.class)
                    .list())));
    return dump;
  }

  /** The same directory in a fresh database, by way of an export. */
  private Map<String, List<String>> copied() {
    export();
    try (Database fresh = Database.openForTransfer(TestDatabase.fresh())) {
      TransferFixture.load(fresh, target);
      return dump(fresh);
    }
  }

  private void loadDjangoData() {
    TransferFixture.load(given.database(), TestServer.resource("django/data"));
  }

  @Test
  void theImportOfAnExportGivesTheSameDirectory() {
    loadDjangoData();

    Map<String, List<String>> original = dump(given.database());

    assertThat(original.values()).noneMatch(List::isEmpty);
    assertThat(copied()).isEqualTo(original);
  }

  @Test
  void everyTableIsCoveredByAnExportButWhatOnlyThisServerNeedsToKnow() {
    assertThat(given.everything().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    COVERED.keySet().stream(),
                    Stream.of(
                        "outbox",
                        "invitation_secret",
                        "address_finding",
                        "audit_event",
                        "idempotency_key",
                        "invitation_quota",
                        "rate_limit_count",
                        "replica"))
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void everyColumnOfATableIsInItsFileButWhatOnlyThisServerNeedsToKnow(CsvSchema schema) {
    Stream<String> stored =
        schema.columns().stream().flatMap(column -> Stream.ofNullable(column.stored()));
    Stream<String> others = NOT_EXPORTED.getOrDefault(schema.table(), List.of()).stream();

    List<String> columns =
        given
            .database()
            .reading(tx ->
                tx.handle()
                    .createQuery(
                        "SELECT column_name::text FROM information_schema.columns"
                            + " WHERE table_schema = 'public' AND table_name = :table")
                    .bind("table", schema.table())
                    .mapTo(String.class)
                    .list());

    assertThat(columns).containsExactlyInAnyOrderElementsOf(Stream.concat(stored, others).toList());
  }

  @Test
  void anExportOfTheCopyIsTheSameToTheLetter() throws IOException {
    loadDjangoData();
    export();
    Path second = target.resolve("second");
    try (Database fresh = Database.openForTransfer(TestDatabase.fresh())) {
      TransferFixture.load(fresh, target);
      new Exporter(fresh, (file, rows) -> {}).write(second);
    }

    for (CsvSchema schema : CsvSchema.values()) {
      assertThat(second.resolve(schema.fileName()))
          .hasSameTextualContentAs(target.resolve(schema.fileName()));
    }
  }

  @Test
  void invitationsKeepTheirState() {
    given.seeded();
    given
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    """
                    INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, created_at,
                      expires_at, accepted_at, revoked_at, expired_at, declined_at)
                    SELECT gen_random_uuid(), 1, n || '@x.example', n || '@x.example', 4, '2026-01-01Z',
                      expires::timestamptz, accepted::timestamptz, revoked::timestamptz, expired::timestamptz, declined::timestamptz
                    FROM (VALUES
                      ('pending', NULL, NULL, NULL, NULL, NULL),
                      ('pending-until', '2099-01-01Z', NULL, NULL, NULL, NULL),
                      ('run-out', '2026-01-02Z', NULL, NULL, NULL, NULL),
                      ('accepted', '2026-02-01Z', '2026-01-05Z', NULL, NULL, NULL),
                      ('accepted-for-ever', NULL, '2026-01-05Z', NULL, NULL, NULL),
                      ('revoked', '2026-02-01Z', NULL, '2026-01-05Z', NULL, NULL),
                      ('revoked-for-ever', NULL, NULL, '2026-01-05 10:11:12.131415Z', NULL, NULL),
                      ('replaced', '2026-01-02Z', NULL, NULL, '2026-01-07Z', NULL),
                      ('replaced-for-ever', NULL, NULL, NULL, '2026-01-07Z', NULL),
                      ('declined', '2026-02-01Z', NULL, '2026-01-05Z', NULL, '2026-01-05Z')
                    ) AS v (n, expires, accepted, revoked, expired, declined)
                    """));
    Map<String, List<String>> original = dump(given.database());

    assertThat(original.get("invitation")).hasSize(11);
    assertThat(copied()).isEqualTo(original);
  }

  @Test
  void anInvitationThatWasReplacedMayStandBesideTheOneThatReplacedIt() {
    given.seeded();
    given.file(
        "invitations",
        "id,company_id,email,auth_group_id,is_active,created_at,expires_at\n"
            + "11111111-aaaa-4bbb-8ccc-000000000002,1,eve@example.org,4,false,2025-01-01T00:00:00Z,\\N\n"
            + "11111111-aaaa-4bbb-8ccc-000000000003,1,eve@example.org,4,false,2025-02-01T00:00:00Z,\\N\n");
    given.load();
    Map<String, List<String>> original = dump(given.database());

    assertThat(copied()).isEqualTo(original);
  }

  @Test
  void textSurvivesWhateverItHolds() {
    given.seeded();
    List<String> texts =
        List.of(
            "\\N",
            "\\n",
            "\\.",
            "",
            " ",
            "\"",
            "\"\"",
            ",",
            "\r\n",
            "\n",
            "=1+1",
            "a|b",
            "NULL",
            "\ud83d\ude00",
            "\t",
            "\ufeff",
            "#",
            "'",
            "{}",
            "\\\\N",
            "\u0001");
    given
        .database()
        .inTransaction(tx -> {
          var batch =
              tx.handle()
                  .prepareBatch(
                      "INSERT INTO person (id, uid, email, email_key, first_name, last_name,"
                          + " job_title, is_active, is_mfa_enrolled, is_mfa_required, status)"
                          + " VALUES (:id, gen_random_uuid(), :id || '@x.example', :id ||"
                          + " '@x.example', :text, :text, :text, true, false, false, 'ACTIVE')");
          for (int i = 0; i < texts.size(); i++) {
            batch.bind("id", 1000L + i).bind("text", texts.get(i)).add();
          }
          return batch.execute();
        });
    Map<String, List<String>> original = dump(given.database());

    assertThat(copied()).isEqualTo(original);
  }

  @Test
  void nullAndTheEmptyTextStayApart() {
    given.file("companies", "id,name,country,default_currency\n1,A,,\n2,B,\\N,\\N\n").load();
    Map<String, List<String>> original = dump(given.database());

    assertThat(copied()).isEqualTo(original);
  }

  @Test
  void copiedTokensAndKeysStillAuthenticate() {
    given.seeded();
    export();

    try (Database fresh = Database.openForTransfer(TestDatabase.fresh())) {
      TransferFixture.load(fresh, target);
      var authenticator =
          new Authenticator(
              fresh,
              new AuthenticationStore(),
              new LastUseRecorder(fresh, new AuthenticationStore(), Clock.systemUTC()),
              Clock.systemUTC(),
              Optional.empty());

      assertThat(
              authenticator.byToken("token-of-ada", CallerQuery.ofNothing(), CallOrigin.terminal()))
          .isInstanceOf(Authenticated.class);
      assertThat(
              authenticator.byToken("token-of-eve", CallerQuery.ofNothing(), CallOrigin.terminal()))
          .isInstanceOf(UnknownToken.class);
      assertThat(
              authenticator.byKey(
                  UUID.fromString("4cd16f1e-2e2d-5c68-bdc8-14c0444569dc"),
                  UUID.fromString("8de23776-35df-5e7e-9558-d12daabd7472"),
                  CallerQuery.ofNothing(),
                  CallOrigin.terminal()))
          .isPresent();
    }
  }

  @Test
  void aRevokedTokenIsNotExported() {
    given.seeded();
    given
        .database()
        .inTransaction(tx -> tx.handle().execute("UPDATE api_token SET revoked_at = now()"));
    export();

    assertThat(target.resolve("tokens.csv"))
        .hasContent("token,user_id,label,public_id,scopes,expires_at\n");
  }

  @Test
  void noFileShowsASecret() {
    given.seeded();
    export();

    assertThat(target.resolve("tokens.csv"))
        .content()
        .startsWith("token,user_id,label,public_id,scopes,expires_at\nsha256:")
        .doesNotContain("token-of-ada");
    assertThat(target.resolve("tenant_keys.csv")).content().doesNotContain("8de23776");
  }

  @Test
  void anEmptyDirectoryIsExportedToo() {
    Map<String, List<String>> original = dump(given.database());

    assertThat(copied()).isEqualTo(original);
    assertThat(target.resolve("companies.csv")).content().hasLineCount(1);
  }

  @Test
  void aFileThatIsThereIsNotOverwrittenAndNothingIsWritten() throws IOException {
    given.seeded();
    Files.writeString(target.resolve("tokens.csv"), "mine");

    assertThatThrownBy(this::export)
        .isInstanceOf(Exporter.ExportRefusedException.class)
        .hasMessage(target.resolve("tokens.csv") + " exists already; export into an empty folder.");
    assertThat(target).isDirectoryContaining(file -> file.endsWith("tokens.csv"));
    assertThat(target.toFile().list()).containsExactly("tokens.csv");
    assertThat(target.resolve("tokens.csv")).hasContent("mine");
  }

  @Test
  void aLinkThatLeadsNowhereIsInTheWayBeforeAnythingIsDone() throws IOException {
    Files.createSymbolicLink(target.resolve("tenants.csv"), Path.of("/nowhere"));
    List<String> done = new ArrayList<>();

    assertThatThrownBy(
            () -> new Exporter(given.database(), (file, rows) -> done.add(file)).write(target))
        .isInstanceOf(Exporter.ExportRefusedException.class)
        .hasMessage(
            target.resolve("tenants.csv") + " exists already; export into an empty folder.");
    assertThat(done).isEmpty();
    assertThat(target.toFile().list()).containsExactly("tenants.csv");
  }

  @Test
  void aFileThatAppearsMeanwhileIsNotOverwrittenAndNothingStays() throws IOException {
    Path tokens = target.resolve("tokens.csv");

    assertThatThrownBy(
            () -> new Exporter(given.database(), (file, rows) -> touch(tokens)).write(target))
        .isInstanceOf(Exporter.ExportRefusedException.class)
        .hasMessage(tokens + " exists already; export into an empty folder.");
    assertThat(target.toFile().list()).containsExactly("tokens.csv");
  }

  private static void touch(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/new, The folder /proc/new cannot be made: its file system makes no folders there.",
    "/proc/version/new, The folder /proc/version/new cannot be made: Not a directory.",
    "/dev/null, /dev/null is not a folder.",
  })
  void aFolderThatCannotBeMadeSaysWhy(Path folder, String message) {
    assertThatThrownBy(() -> new Exporter(given.database(), (file, rows) -> {}).write(folder))
        .isInstanceOf(Exporter.ExportRefusedException.class)
        .hasMessage(message);
  }

  @Test
  void theFolderIsMadeIfItIsMissing() {
    Path deep = target.resolve("a").resolve("b");

    new Exporter(given.database(), (file, rows) -> {}).write(deep);

    assertThat(deep.toFile().list()).hasSize(CsvSchema.values().length);
  }

  /** The writer adds a user and its membership in one transaction, again and again. */
  @Test
  void anExportShowsOneStateWhileOthersWrite() throws Exception {
    given.seeded();
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch writing = new CountDownLatch(1);
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> writes =
          writer.submit(() -> {
            for (int id = 100; !enough.get(); id++) {
              write(id);
              writing.countDown();
            }
          });
      try {
        writing.await();
        for (int i = 0; i < 20; i++) {
          target = target.resolve("again");
          export();
          assertThat(ids("users.csv", 0)).contains("100").isEqualTo(ids("memberships.csv", 1));
        }
      } finally {
        enough.set(true);
        writes.get();
      }
    }
  }

  private void write(int id) {
    given
        .database()
        .inTransaction(tx -> {
          tx.handle()
              .execute(
                  "INSERT INTO person (id, uid, email, email_key, first_name, last_name, is_active,"
                      + " is_mfa_enrolled, is_mfa_required, status) VALUES (?, gen_random_uuid(),"
                      + " ?, ?, 'A', 'B', true, false, false, 'ACTIVE')",
                  id,
                  id + "@x.example",
                  id + "@x.example");
          return tx.handle()
              .execute(
                  "INSERT INTO membership (company_id, person_id, auth_group_id, enabled)"
                      + " VALUES (2, ?, 4, true)",
                  id);
        });
  }

  /** The user ids of a file that the writer made, sorted. */
  private List<String> ids(String file, int column) throws IOException {
    return Files.readAllLines(target.resolve(file)).stream()
        .skip(1)
        .map(line -> line.split(",")[column])
        .filter(id -> id.length() > 2)
        .sorted(Comparator.comparing(Integer::valueOf))
        .toList();
  }
}
