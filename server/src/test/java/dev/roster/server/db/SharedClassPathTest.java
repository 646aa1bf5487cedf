package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture;
import dev.roster.server.Main;
import dev.roster.server.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roster beside an application that has migrations, callbacks and resources of its own. */
class SharedClassPathTest {
  private static final Map<String, String> FOREIGN =
      Map.ofEntries(
          Map.entry("db/migration/V1__x.sql", "CREATE TABLE foreign_one (id int)"),
          Map.entry("db/migration/V001__directory.sql", "CREATE TABLE foreign_two (id int)"),
          Map.entry("db/migration/V99__later.sql", "CREATE TABLE foreign_three (id int)"),
          Map.entry("db/migration/R__again.sql", "CREATE TABLE foreign_four (id int)"),
          Map.entry("db/migration/beforeMigrate.sql", "CREATE TABLE foreign_five (id int)"),
          Map.entry("db/callback/afterMigrate.sql", "CREATE TABLE foreign_six (id int)"),
          Map.entry("flyway.conf", "flyway.table=foreign_history"),
          Map.entry("conf/flyway.conf", "flyway.table=foreign_history"),
          Map.entry("flyway.toml", "[flyway]\ntable = \"foreign_history\""),
          Map.entry("iso-3166-1.tsv", "foreign"),
          Map.entry("web/accept.html", "foreign"),
          Map.entry("demo/users.csv", "foreign"),
          Map.entry("openapi/coolset-accounts.yaml", "foreign"),
          Map.entry("sandbox-openapi.yaml", "foreign"),
          Map.entry("logback.xml", "<configuration><foreign/></configuration>"));

  private static final Map<String, String> VARIABLES =
      Map.of(
          "FLYWAY_LOCATIONS", "classpath:db/migration",
          "FLYWAY_CALLBACK_LOCATIONS", "classpath:db/callback",
          "FLYWAY_TABLE", "foreign_history",
          "FLYWAY_TARGET", "2",
          "FLYWAY_DEFAULT_SCHEMA", "foreign_schema",
          "FLYWAY_INIT_SQL", "CREATE TABLE foreign_seven (id int)",
          "FLYWAY_BASELINE_ON_MIGRATE", "true",
          "FLYWAY_BASELINE_VERSION", "50");

  @TempDir Path folder;

  private static final String JAVA_MIGRATION =
      """
      package db.migration;
      public class V98__Java extends org.flywaydb.core.api.migration.BaseJavaMigration {
        public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
          context.getConnection().createStatement().execute("CREATE TABLE foreign_eight (id int)");
        }
      }
      """;

  private void writeForeignResources() throws IOException {
    for (Map.Entry<String, String> each : FOREIGN.entrySet()) {
      Path file = folder.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue());
    }
    Path source = Files.writeString(folder.resolve("V98__Java.java"), JAVA_MIGRATION);
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(compiled).isZero();
  }

  /** The command in the folder of the application, whose class path comes first. */
  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dflyway.locations=classpath:db/migration",
                "-Dflyway.table=foreign_history",
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                Main.class.getName()));
    line.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(VARIABLES);
    int exitCode = CommandFixture.exitCode(builder.start());
    String printed = Files.readString(output);
    assertThat(exitCode).as(printed).isZero();
    return printed;
  }

  private static List<String> tables(DatabaseUrl url) {
    return query(
        url,
        "SELECT schemaname || '.' || tablename FROM pg_tables"
            + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1");
  }

  private static List<String> history(DatabaseUrl url) {
    return query(
        url,
        "SELECT concat_ws(' ', version, description, type, script, checksum, success)"
            + " FROM flyway_schema_history ORDER BY installed_rank");
  }

  private static List<String> query(DatabaseUrl url, String query) {
    try (Database database = Database.openForTransfer(url)) {
      return database.reading(tx -> tx.handle().createQuery(query).mapTo(String.class).list());
    }
  }

  @Test
  void migrationsOfAnApplicationAreNotThoseOfRoster() throws Exception {
    writeForeignResources();
    DatabaseUrl beside = TestDatabase.empty();
    DatabaseUrl alone = TestDatabase.fresh();

    String printed = run("migrate", "--database-url", beside.jdbcUrl());

    assertThat(printed).isEqualTo("Applied " + history(alone).size() + " migrations.\n");
    assertThat(tables(beside)).isEqualTo(tables(alone)).isNotEmpty();
    assertThat(history(beside)).isEqualTo(history(alone));
  }

  @Test
  void anApplicationWithFlywaysDefaultsDoesNotRunThoseOfRoster() {
    DatabaseUrl url = TestDatabase.empty();

    Flyway application = Flyway.configure().dataSource(url.jdbcUrl(), null, null).load();

    assertThat(application.info().all()).isEmpty();
    assertThat(application.migrate().migrationsExecuted).isZero();
    assertThat(tables(url)).doesNotContain("public.person");
  }

  @Test
  void aDatabaseThatThePlaceBeforeMigratedIsUpToDate() {
    DatabaseUrl url = TestDatabase.fresh();

    // as 'roster migrate' of 0.1.0 left it when migrations stood in db/migration
    assertThat(history(url)).startsWith(RELEASED);
    try (Database database = Database.openForTransfer(url)) {
      assertThat(Migrations.apply(database)).isZero();
    }
  }

  private static final String[] RELEASED = {
    "001 directory SQL V001__directory.sql -23485121 t",
    "002 mail SQL V002__mail.sql -80223128 t",
    "003 access SQL V003__access.sql 727077070 t",
    "004 audit SQL V004__audit.sql 1367464076 t",
    "005 idempotency SQL V005__idempotency.sql 1227068582 t",
    "006 subjects SQL V006__subjects.sql 1108109139 t"
  };

  /** A resource of ours in a place that others look into would configure or surprise them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev/roster/server/Main.class",
        "dev/roster/specs/coolset-accounts.yaml",
        "dev/roster/coolset/model/Company.class",
        "dev/roster/coolset/api/CompaniesApi.class",
      })
  void everythingOfOursStandsInAPlaceOfOurs(String known) throws Exception {
    List<String> names = siblings(known);

    assertThat(names)
        .contains(known)
        .allMatch(name ->
            name.startsWith("dev/roster/")
                || name.startsWith("META-INF/maven/")
                || name.startsWith("META-INF/native-image/dev.roster/")
                || name.equals("module-info.class")
                || name.equals("META-INF/MANIFEST.MF"));
  }

  /** All files of the jar or folder that the resource comes from. */
  private static List<String> siblings(String known) throws Exception {
    String url = SharedClassPathTest.class.getResource("/" + known).toString();
    if (url.startsWith("jar:")) {
      Path jar = Path.of(URI.create(url.substring(4, url.indexOf('!'))));
      try (FileSystem inside = FileSystems.newFileSystem(jar)) {
        return files(inside.getPath("/"));
      }
    }
    return files(Path.of(URI.create(url.substring(0, url.length() - known.length()))));
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }
}
