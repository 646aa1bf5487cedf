package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.AuthenticationStore;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.authentication.LastUseRecorder;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.db.CallerQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted spellings of CSV; text arrives unchanged. */
class CsvSyntaxTest {
  @RegisterExtension final TransferFixture given = new TransferFixture();

  @Test
  void columnsMayStandInAnyOrder() {
    given.file("users", "last_name,email,id,first_name\nLovelace,ada@example.org,1,Ada\n").load();

    assertThat(given.rows("SELECT id, email, first_name, last_name FROM person"))
        .containsExactly("1|ada@example.org|Ada|Lovelace");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() {
    given.file("companies", "\ufeffid,name\n1,A\n").load();

    assertThat(given.rows("SELECT id, name FROM company")).containsExactly("1|A");
  }

  @Test
  void aByteOrderMarkMayStandBeforeAQuotedColumn() {
    given.file("companies", "\ufeff\"id\",\"name\"\n\"1\",\"A\"\n").load();

    assertThat(given.rows("SELECT id, name FROM company")).containsExactly("1|A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void linesMayEndInBothWaysAndTheLastOneNotAtAll(String end) {
    given.file("companies", String.join(end, "id,name", "1,A", "2,B")).load();

    assertThat(given.rows("SELECT id, name FROM company ORDER BY id"))
        .containsExactly("1|A", "2|B");
  }

  @Test
  void quotedCellsHoldCommasQuotesAndLineBreaks() {
    given.file("companies", "id,name\n1,\"a,b \"\"c\"\"\r\nd\ne\"\n").load();

    assertThat(given.cell("SELECT name FROM company")).isEqualTo("a,b \"c\"\r\nd\ne");
  }

  @ParameterizedTest
  @CsvSource({"nl_NL, nl-NL", "NL-nl, nl-NL", "nld, nl", "'  en  ', en", "'', ", "'  ', "})
  void aLocaleIsStoredInItsOneForm(String written, String stored) {
    given.file("companies", "id,name,default_locale\n1,A," + written + "\n");
    given
        .file(
            "users", "id,email,first_name,last_name,language\n1,a@b.example,A,B," + written + "\n")
        .load();

    assertThat(given.rows("SELECT coalesce(default_locale, 'none') FROM company"))
        .isEqualTo(given.rows("SELECT coalesce(language, 'none') FROM person"))
        .containsExactly(stored == null ? "none" : stored);
  }

  @Test
  void aQuotedNullIsTheTextItself() {
    given.file("companies", "id,name,country\n1,\"\\N\",\"\\N\"\n").load();

    assertThat(given.rows("SELECT name, country FROM company")).containsExactly("\\N|\\N");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://x.example\")",
        "@SUM(A1)",
        "-1+1",
        "  spaces  ",
        "back\\slash \\t \\\\ \\.",
        "\\.",
        "tab\there",
        "{a,b}",
        "<script>alert(1)</script>",
        "Robert'); DROP TABLE person;--",
        "%_\\%",
        "\u202eevil",
        "\u00e9 e\u0301 \ud83d\ude00 \uffff",
        "\ufeffmark",
        "\u0001\u0007\u001b[31m",
      })
  void oddTextIsStoredUnchanged(String text) {
    given.file("companies", "id,name\n1,\"" + text.replace("\"", "\"\"") + "\"\n").load();

    assertThat(given.cell("SELECT name FROM company")).isEqualTo(text);
  }

  @Test
  void namesOfAListAreKeptInOrderWhateverTheyHold() {
    given.file("companies", "id,name,flags\n1,A,\"b|a|{c,d}|\"\"e\"\"|f\\|NULL| g \"\n").load();

    assertThat(given.cell("SELECT array_to_json(flags)::text FROM company"))
        .isEqualTo("[\"b\",\"a\",\"{c,d}\",\"\\\"e\\\"\",\"f\\\\\",\"NULL\",\" g \"]");
  }

  @Test
  void emptyLinesAreNoRows() {
    assertThat(given.file("companies", "id,name\n\n1,A\n\n").load()).isEqualTo(1);
  }

  @Test
  void aFileOfItsHeaderAloneHasNoRows() {
    assertThat(given.file("companies", "id,name\n").load()).isZero();
  }

  /** Notes, what an export that was cut off has left, and files of the system. */
  @Test
  void otherFilesOfTheFolderAreLeftAlone() throws IOException {
    for (String name : List.of("README.md", "users.csv.part", "._users.csv", ".~lock.users.csv#")) {
      Files.createFile(given.folder().resolve(name));
    }

    assertThat(given.file("companies", "id,name\n1,A\n").load()).isEqualTo(1);
  }

  @Test
  void aLinkToAFileIsFollowed() throws IOException {
    Path elsewhere = Files.writeString(given.folder().resolve("elsewhere"), "id,name\n1,A\n");
    Files.createSymbolicLink(given.folder().resolve("companies.csv"), elsewhere);

    assertThat(given.load()).isEqualTo(1);
  }

  /** Escapes, members whose blanks an export adds, and an exponent that it writes out. */
  @ParameterizedTest
  @MethodSource("longObjects")
  void theLongestJsonObjectIsReadAgainAsAnExportWritesIt(String json) {
    CsvColumn information = CsvSchema.COMPANIES.column("information").orElseThrow();
    assertThatThrownBy(() -> information.read(json.replace("{", "{\"more\":1,")))
        .isInstanceOf(CellType.BadCellException.class)
        .hasMessageStartingWith("is longer than 500,000 characters");

    given.file("companies", "id,name,information\n1,A,\"" + json.replace("\"", "\"\"") + "\"\n");
    given.load();

    String exported = given.cell("SELECT information::text FROM company");
    assertThat(information.read(exported)).isEqualTo(exported);
  }

  static Stream<String> longObjects() {
    return Stream.of(
        "{\"a\":\"" + "\\\"".repeat(249_995) + "\"}",
        "{\"a\":[" + "[],".repeat(166_662) + "[]]}",
        "{\"a\":[" + "1e99999,".repeat(4) + "1e99970]}");
  }

  @Test
  void tokensAndKeysAuthenticateInPlainTextAndAsHash() {
    given.seeded();
    given.file(
        "tokens",
        """
        token,user_id,label
        "a-token,with-a-comma",1,laptop
        """
            + "sha256:38b76d4b5b3c3ba4ac1e6b9d4a0d1f2ee5f7f0a1f4e0c1a3b5d7e9f1a3c5e7f9,2,\n");

    given.load();

    var authenticator =
        new Authenticator(
            given.database(),
            new AuthenticationStore(),
            new LastUseRecorder(given.database(), new AuthenticationStore(), Clock.systemUTC()),
            Clock.systemUTC(),
            Optional.empty());
    assertThat(
            authenticator.byToken(
                "a-token,with-a-comma", CallerQuery.ofNothing(), CallOrigin.terminal()))
        .isInstanceOf(Authenticated.class);
    assertThat(
            authenticator.byToken("token-of-ada", CallerQuery.ofNothing(), CallOrigin.terminal()))
        .isInstanceOf(Authenticated.class);
    assertThat(
            authenticator.byKey(
                UUID.fromString("4cd16f1e-2e2d-5c68-bdc8-14c0444569dc"),
                UUID.fromString("8DE23776-35DF-5E7E-9558-D12DAABD7472"),
                CallerQuery.ofNothing(),
                CallOrigin.terminal()))
        .isPresent();
    assertThat(given.cell("SELECT encode(token_hash, 'hex') FROM api_token WHERE person_id = 2"))
        .isEqualTo("38b76d4b5b3c3ba4ac1e6b9d4a0d1f2ee5f7f0a1f4e0c1a3b5d7e9f1a3c5e7f9");
  }

  @Test
  void noSecretIsStoredAsItIs() {
    given.seeded();

    assertThat(given.everything().toString()).doesNotContain("token-of-ada", "8de23776");
  }
}
