package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formats that an administrator has set on the database for other programs. */
class SessionFormatsTest {
  private static final List<String> SETTINGS =
      List.of(
          "DateStyle = 'German, DMY'",
          "IntervalStyle = 'sql_standard'",
          "TimeZone = 'Asia/Kathmandu'",
          "bytea_output = 'escape'",
          "standard_conforming_strings = off",
          "backslash_quote = off",
          "extra_float_digits = -10",
          "client_encoding = 'LATIN1'",
          "array_nulls = off",
          "quote_all_identifiers = on",
          "transform_null_equals = on",
          "default_transaction_isolation = 'serializable'",
          "statement_timeout = '500ms'",
          "jit = off");

  @TempDir Path folder;

  private TreeMap<String, String> exported(DatabaseUrl url, String name) throws IOException {
    Path target = folder.resolve(name);
    try (Database database = Database.openForTransfer(url)) {
      new Exporter(database, (file, rows) -> {}).write(target);
    }
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(target)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  private static void load(DatabaseUrl url, Path files) {
    try (Database database = Database.openForTransfer(url)) {
      new Importer(database, Clock.systemUTC(), (file, rows) -> {})
          .load(TestServer.OPERATOR, files);
    }
  }

  private static DatabaseUrl odd(DatabaseUrl url) {
    SETTINGS.forEach(setting -> TestDatabase.administer(url, "ALTER DATABASE %s SET " + setting));
    return url;
  }

  @Test
  void whatIsWrittenAndReadIsTheSame() throws IOException {
    DatabaseUrl url = TestDatabase.fresh();
    load(url, TestServer.resource("django/data"));
    TreeMap<String, String> plain = exported(url, "plain");
    DatabaseUrl other = odd(TestDatabase.fresh());
    load(other, folder.resolve("plain"));

    assertThat(exported(odd(url), "read")).isEqualTo(plain);
    assertThat(exported(other, "written")).isEqualTo(plain);
    TestDatabase.administer(url, "ALTER DATABASE %s RESET ALL");
    TestDatabase.administer(other, "ALTER DATABASE %s RESET ALL");
  }
}
