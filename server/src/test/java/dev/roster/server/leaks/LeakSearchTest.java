package dev.roster.server.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.leaks.Evidence.Source;
import dev.roster.server.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search finds what is planted; its own inputs are not those of the suite. */
class LeakSearchTest {
  private static final String CANARY = "canary-0123456789-yellow";
  private static final String INVITATION = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0";

  private static Set<String> found(String text) {
    LeakSearch search = new LeakSearch(Map.of(CANARY, SecretKind.BEARER_TOKEN), Map.of());
    search.line("here", text);
    return search.leaks();
  }

  @Test
  void aKnownSecretIsFoundInEverySpelling() {
    byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);

    assertThat(found("x" + CANARY + "y")).hasSize(1);
    assertThat(found("\\x" + HexFormat.of().formatHex(bytes))).hasSize(1);
    assertThat(found(Base64.getEncoder().encodeToString(bytes))).hasSize(1);
    assertThat(found(CANARY.substring(1))).isEmpty();
  }

  @Test
  void theReportTellsPlaceAndKindButNotTheSecret() {
    assertThat(found("token=" + CANARY))
        .singleElement()
        .asString()
        .startsWith("here: a bearer token")
        .doesNotContain(CANARY);
  }

  @Test
  void aWordIsKnownByItsStoredHash() {
    String key = "0f8fad5b-d9cb-469f-a165-70867728950e";
    LeakSearch search =
        new LeakSearch(
            Map.of(),
            Map.of(
                LeakSearch.sha256(key),
                SecretKind.TENANT_KEY,
                LeakSearch.sha256("to.ken+x"),
                SecretKind.BEARER_TOKEN));

    search.line("other", "0f8fad5b-d9cb-469f-a165-70867728950f to.ken");
    search.line("lower", "{\"key\":\"" + key + "\"}");
    search.line("upper", "key=" + key.toUpperCase(Locale.ROOT) + ".");
    search.line("odd", "(1,to.ken+x)");

    assertThat(search.leaks())
        .extracting(leak -> leak.split(":")[0])
        .containsExactly("lower", "upper", "odd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://roster.example.org/accept#" + INVITATION,
        "authorization: Bearer x",
        "{\"Authorization\":\"Bearer x\"}",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0x.c2lnbmF0dXJl",
      })
  void whatLooksLikeASecretIsFoundWithoutBeingKnown(String text) {
    assertThat(found("said " + text + " today")).hasSize(1);
  }

  @Test
  void aSecretIsFoundInLogsTablesAndExports(@TempDir Path folder) {
    Evidence evidence = new Evidence(folder);
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    LogCapture.on(context, evidence);
    context
        .getLogger("test")
        .warn("failed", new IllegalStateException("outer", new RuntimeException(CANARY)));
    DatabaseUrl url = TestDatabase.fresh();
    try (Database database = Database.openForTransfer(url)) {
      database.inTransaction(tx ->
          tx.handle()
              .execute(
                  "INSERT INTO audit_event (at, action, actor, detail)"
                      + " VALUES (now(), 'user.suspended', 'operator', jsonb_build_object('x', ?))",
                  CANARY));
      DatabaseDump.add("planted", url, evidence);
      // or the search of the whole suite would find it, too
      database.inTransaction(tx -> tx.handle().execute("DELETE FROM audit_event"));
    }
    TestDatabase.drop(url);

    for (Source source : Set.of(Source.LOG, Source.TABLE, Source.AUDIT_EXPORT)) {
      LeakSearch search = new LeakSearch(Map.of(CANARY, SecretKind.BEARER_TOKEN), Map.of());
      evidence.search(source, search);
      assertThat(search.leaks()).hasSize(source == Source.AUDIT_EXPORT ? 2 : 1);
      LeakSearch again = new LeakSearch(Map.of(CANARY, SecretKind.BEARER_TOKEN), Map.of());
      evidence.search(source, again);
      assertThat(again.leaks()).as("nothing came in the meantime").isEmpty();
    }
    assertThat(evidence.searched()).doesNotContainKey(Source.PROCESS);
  }
}
