package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule for addresses, also for those that come as CSV; and for other text that is compared. */
class ImportAddressTest {
  private static final String USERS = "id,email,first_name,last_name\n";
  private static final String INVITATIONS = "id,company_id,email,auth_group_id\n";

  @RegisterExtension final TransferFixture given = new TransferFixture();

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eve@example.org ",
        " eve@example.org",
        "\u00a0Eve@Example.org\u3000",
        "\teve@example.org\n"
      })
  void blanksAroundAnAddressAreNoPartOfIt(String cell) {
    given.file("companies", "id,name\n2,Acme\n");
    given.file("users", USERS + "8," + quoted(cell) + ",E,E\n");
    given.file(
        "invitations",
        INVITATIONS + "11111111-aaaa-4bbb-8ccc-000000000009,2," + quoted(cell) + ",4\n");
    given.load();

    assertThat(given.rows("SELECT lower(email), email_key FROM person"))
        .containsExactly("eve@example.org|eve@example.org");
    assertThat(given.rows("SELECT lower(email), email_key FROM invitation"))
        .containsExactly("eve@example.org|eve@example.org");
    given.file("users", USERS + "9,eve@example.org,E,E\n");
    assertThat(given.problems()).singleElement().asString().contains("is in the directory already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ada <a@b.example>",
        "mailto:b@c.example",
        "a@b@c",
        "x@y z",
        "a,b@c.example",
        " @ ",
        "a@x\u200dy.com",
        "a@xn--a",
        "a@b.example.",
        "a\u200b@example.org",
        "a\u3164@example.org",
        "\u2800@example.org",
        "a\ufe0f@example.org",
        "a\u200f@example.org",
        "\ufeffa@example.org",
        "a@127.0.0.1",
        "\"a\u0001\"@example.org"
      })
  void whatMailCannotReachIsRefused(String cell) {
    given.file("users", USERS + "9," + quoted(cell) + ",A,B\n");
    given.file(
        "invitations",
        INVITATIONS + "11111111-aaaa-4bbb-8ccc-000000000009,1," + quoted(cell) + ",4\n");

    assertThat(given.problems())
        .hasSize(2)
        .allMatch(problem -> problem.matches(".*is not an e-mail address: it (has|is) .*"));
    assertThat(given.problems().getFirst()).startsWith("users.csv, line 2, column email: ");
    assertThat(given.problems().getLast()).startsWith("invitations.csv, line 2, column email: ");
  }

  /** In IDNA 2003 the two domains were one, and the second row was refused. */
  @Test
  void domainsThatDifferInADeviationLetterAreTwo() {
    given
        .file(
            "users",
            USERS
                + "1,a@fa\u00df.de,A,B\n"
                + "2,a@fass.de,A,B\n"
                + "3,a@\u03b2\u03cc\u03bb\u03bf\u03c2.com,A,B\n"
                + "4,a@\u03b2\u03cc\u03bb\u03bf\u03c3.com,A,B\n")
        .load();

    assertThat(given.rows("SELECT email_key FROM person ORDER BY id"))
        .containsExactly(
            "a@xn--fa-hia.de", "a@fass.de", "a@xn--nxasmm1c.com", "a@xn--nxasmq6b.com");
    given.file("users", USERS + "5,A@XN--FA-HIA.de,A,B\n");
    assertThat(given.problems()).singleElement().asString().contains("is in the directory already");
  }

  @Test
  void blanksAroundWhatIsComparedAreNoPartOfIt() {
    given.file("tenants", "id,name\n4cd16f1e-2e2d-5c68-bdc8-14c0444569dc,\" default\u00a0\"\n");
    given.file("companies", "id,name,type,country\n\" 7\",Acme,active ,\" NL\"\n");
    given.file("auth_groups", "id,name,permissions\n9,\"OWNER \",\"invite_user | view_user\"\n");
    given.file(
        "users",
        "id,email,first_name,last_name,firebase_uid,status\n"
            + "1,a@b.example,A,B,\" fire \",\" ACTIVE\"\n");

    given.load();

    assertThat(given.rows("SELECT name FROM tenant")).containsExactly("default");
    assertThat(given.rows("SELECT id, type, country FROM company")).containsExactly("7|active|NL");
    assertThat(given.rows("SELECT name FROM auth_group WHERE id = 9")).containsExactly("OWNER");
    assertThat(
            given.rows(
                "SELECT codename FROM auth_group_permission WHERE auth_group_id = 9 ORDER BY 1"))
        .containsExactly("invite_user", "view_user");
    assertThat(given.rows("SELECT firebase_uid FROM person")).containsExactly("fire");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OWNER\u200b",
        "\ufeffOWNER",
        "OW\u00adNER",
        "OWNER\u202e",
        "OW\nNER",
        "OWNER\u200e",
        "\u200fOWNER",
        "OWNER\u061c",
        "OW\u200dNER",
        "OW\u200cNER",
        "OWNER\ufe0f",
        "OWNER\u3164",
        "\u2800",
        "OWNER\ue000",
        "OWNER\udb40\udc41"
      })
  void namesThatAreComparedHoldNothingInvisible(String name) {
    given.file("auth_groups", "id,name\n9," + quoted(name) + "\n");

    assertThat(given.problems())
        .singleElement()
        .asString()
        .startsWith("auth_groups.csv, line 2, column name: ")
        .contains("holds the invisible character U+");
  }

  /** Which letters a word is spelled with is the business of its script. */
  @Test
  void namesOfTenantsAndGroupsMayBeSpelledWithJoinersOfTheirScript() {
    given
        .file(
            "tenants",
            "id,name\n"
                + "4cd16f1e-2e2d-5c68-bdc8-14c0444569dc,\u0646\u0627\u0645\u0647\u200c\u0627\u06cc\n")
        .file("auth_groups", "id,name\n9,\u845b\udb40\udd00\n")
        .load();

    assertThat(given.rows("SELECT name FROM tenant"))
        .containsExactly("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc");
  }

  /** Text that only programs read needs no joiner in any script. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0646\u0627\u0645\u0647\u200c\u0627\u06cc", "uid\u200d", "\u3164"})
  void identifiersHoldNothingInvisible(String uid) {
    given.file(
        "users", "id,email,first_name,last_name,firebase_uid\n1,a@b.example,A,B," + uid + "\n");

    assertThat(given.problems())
        .singleElement()
        .asString()
        .startsWith("users.csv, line 2, column firebase_uid: ")
        .contains("holds the invisible character U+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token-of-ada ",
        "\u00a0token-of-ada",
        "token-of-\u200bada",
        "token of ada",
        "token-of\tada",
        "token-of-ada\u200e",
        "token-of\u200dada",
        "token-of\u3164ada"
      })
  void aTokenThatNoHeaderCarriesIsRefused(String token) {
    given.seeded().file("tokens", "token,user_id\n" + quoted(token) + ",1\n");

    assertThat(given.problems())
        .singleElement()
        .asString()
        .isEqualTo(
            "tokens.csv, line 2, column token: the secret has a blank or an invisible"
                + " character, which no header can carry");
  }

  /** The mark at the beginning of a file is no part of the first column's name. */
  @Test
  void aByteOrderMarkIsSkippedOnlyAtTheBeginning() {
    given.file("users", "\ufeff" + USERS + "1,a@b.example,A,B\n").load();
    given.file("users", "id,\ufeffemail,first_name,last_name\n2,c@b.example,A,B\n");

    assertThat(given.problems()).first().asString().contains("\\ufeffemail", "is unknown");
  }
}
