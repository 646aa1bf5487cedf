package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.testing.TemporaryFilesInMemory;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For each test a database of its own and a folder of CSV files that the test makes up. */
final class TransferFixture implements BeforeEachCallback, AfterEachCallback {
  static final Instant NOW = Instant.parse("2026-11-21T09:30:00.123456Z");

  /**
   * The rows that {@link #seeded} loads: a little of everything, for rows of a test to collide
   * with.
   */
  private static final Map<String, String> SEED =
      Map.of(
          "tenants",
          """
          id,name
          4cd16f1e-2e2d-5c68-bdc8-14c0444569dc,One
          """,
          "tenant_keys",
          """
          key,tenant_id
          8de23776-35df-5e7e-9558-d12daabd7472,4cd16f1e-2e2d-5c68-bdc8-14c0444569dc
          """,
          "companies",
          """
          id,name,uid,tenant_id
          1,Acme,3f0511df-73af-5394-983b-825702795f3d,4cd16f1e-2e2d-5c68-bdc8-14c0444569dc
          2,Bolt,e3832c30-900e-5b84-8758-b50f4371fd35,4cd16f1e-2e2d-5c68-bdc8-14c0444569dc
          """,
          "users",
          """
          id,email,first_name,last_name,uid
          1,ada@example.org,Ada,Lovelace,5b1b457b-b6c3-5fd3-b550-6c9fdcec3480
          2,bob@example.org,Bob,Builder,000e016d-a3a2-5ee6-922c-7252e1fe7cd4
          """,
          "memberships",
          """
          id,user_id,company_id,auth_group_id
          1,1,1,1
          """,
          "invitations",
          """
          id,company_id,email,auth_group_id
          11111111-aaaa-4bbb-8ccc-000000000001,1,eve@example.org,4
          """,
          "tokens",
          """
          token,user_id
          token-of-ada,1
          """);

  private Path folder;
  private DatabaseUrl url;
  private Database database;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("roster-transfer");
    url = TestDatabase.fresh();
    database = Database.openForTransfer(url);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    database.close();
    TestDatabase.drop(url);
    TemporaryFilesInMemory.delete(folder);
  }

  Path folder() {
    return folder;
  }

  Database database() {
    return database;
  }

  /** A connection beside those of {@link #database()}. */
  Handle somebodyElse() {
    return Jdbi.create(url.jdbcUrl()).open();
  }

  /** Writes a file of the import. */
  TransferFixture file(String name, String csv) {
    return bytes(name, csv.getBytes(StandardCharsets.UTF_8));
  }

  TransferFixture bytes(String name, byte[] csv) {
    try {
      Files.write(folder.resolve(name + ".csv"), csv);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Loads the files that were written and forgets them. */
  long load() {
    long rows = load(database, folder);
    TemporaryFilesInMemory.delete(folder);
    folder.toFile().mkdir();
    return rows;
  }

  static long load(Database target, Path from) {
    return new Importer(target, Clock.fixed(NOW, ZoneOffset.UTC), (file, count) -> {})
        .load(TestServer.OPERATOR, from);
  }

  /** Fills the directory with something to collide with. */
  TransferFixture seeded() {
    SEED.forEach(this::file);
    load();
    return this;
  }

  /** The problems that the files have, empty if they can be loaded. */
  List<String> problems() {
    try {
      load();
      return List.of();
    } catch (ImportRefusedException refused) {
      return refused.problems().stream().map(ImportProblem::toString).toList();
    }
  }

  /** The problems of one file beside a good company, which must not arrive either. */
  List<String> problemsOf(String file, String csv) {
    seeded();
    Map<String, List<String>> before = everything();
    file("companies", "id,name\n77,Good\n").file(file, csv);

    List<String> problems = problems();

    assertThat(everything()).isEqualTo(before);
    return problems;
  }

  /** The rows of a query in the time zone of the documents, cells separated by a bar. */
  List<String> rows(String query) {
    return database.inTransaction(tx -> {
      tx.handle().execute("SET LOCAL TIME ZONE 'UTC'");
      return query(tx, query);
    });
  }

  /** The only cell of a query. */
  String cell(String query) {
    return database.reading(tx -> tx.handle().createQuery(query).mapTo(String.class).one());
  }

  /** Every row of every table. */
  Map<String, List<String>> everything() {
    return database.reading(tx ->
        query(
                tx,
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                    + " AND tablename <> 'flyway_schema_history'")
            .stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    table -> query(tx, "SELECT t::text FROM " + table + " t ORDER BY 1"),
                    (one, other) -> one,
                    TreeMap::new)));
  }

  private static List<String> query(ReadConnection tx, String query) {
    return tx.handle()
        .createQuery(query)
        .map((row, context) -> {
          StringBuilder cells = new StringBuilder();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            cells.append(i == 1 ? "" : "|").append(row.getString(i));
          }
          return cells.toString();
        })
        .list();
  }
}
