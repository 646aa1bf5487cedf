package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that are refused by their type or length, and the messages about them. */
class CellRefusalTest {
  @RegisterExtension final TransferFixture given = new TransferFixture();

  static Stream<Arguments> columns() {
    return CsvSchema.all()
        .flatMap(schema ->
            schema.columns().stream()
                .filter(column -> column.type().emptyMeansEmpty())
                .map(column -> arguments(schema, column)));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void everyTextHasABound(CsvSchema schema, CsvColumn column) {
    assertThatThrownBy(() -> column.read("1".repeat(column.longest() + 1)))
        .isInstanceOf(CellType.BadCellException.class);
  }

  @ParameterizedTest
  @CsvSource({"companies, name", "users, first_name", "users, last_name", "tenants, name"})
  void aNameIsAsLongAsTheCommandsLetItBe(String file, String name) {
    CsvColumn column = CsvSchema.valueOf(file.toUpperCase(Locale.ROOT)).column(name).orElseThrow();
    String longest = "\ud83d\ude00".repeat(255);

    assertThat(column.read(longest)).isEqualTo(longest);
    assertThatThrownBy(() -> column.read(longest + "x"))
        .isInstanceOf(CellType.BadCellException.class)
        .hasMessage("is longer than 255 characters");
  }

  @Test
  void aLongNameIsRefusedByLineAndColumn() {
    assertThat(given.problemsOf("companies", "id,name\n80,A\n81," + "x".repeat(256) + "\n"))
        .containsExactly(
            "companies.csv, line 3, column name: \""
                + "x".repeat(60)
                + "...\" is longer than 255 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,name\n80,", "id,name\n80,\"", "id,name,uid\n80,"})
  void aCellThatIsTooLongToBeReadIsRefusedByLineAndColumn(String begin) {
    assertThat(given.problemsOf("companies", begin + "x".repeat(5_000_000)))
        .containsExactly(
            "companies.csv, line 2, column name: is longer than 1,000,000 characters, or opens a"
                + " quote that is never closed");
  }

  @Test
  void aMessageStaysOnItsLineWhateverTheCellHolds() {
    assertThat(given.problemsOf("companies", "id,name\n\"1\n\u001b[31m\u202e\",A\n"))
        .containsExactly(
            "companies.csv, line 2, column id: \"1\\u000a\\u001b[31m\\u202e\" is not a whole"
                + " number");
  }

  @Test
  void aLongCellIsCutInTheMessage() {
    assertThat(given.problemsOf("companies", "id,name\n" + "\ud83d\ude00".repeat(100) + ",A\n"))
        .containsExactly(
            "companies.csv, line 2, column id: \""
                + "\ud83d\ude00".repeat(60)
                + "...\" is not a whole number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret1,1,x\nsecret2,1,y\n",
        "token,user_id\nsecret1,x\n",
        "token,user_id\nsecret\n",
        "token,user_id\nsecret1,1\nsecret1,99\n",
        "token,user_id\nsecret1,99\n",
        "token,user_id\n\"secret\0secret\",1\n",
        "token,user_id\n\"secret1\"secret,1\n",
        "token,user_id\n\"secret1,1\n",
        "user_id,token,label\n1,secret,x\n",
        "user_id,secret1,label\n1,secret,x\n",
      })
  void noMessageShowsAToken(String csv) {
    assertThat(given.problemsOf("tokens", csv).toString())
        .contains("tokens.csv")
        .doesNotContain("secret1", "secret2", "secret\0", "\"secret", "secrets");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8de23776-35df-5e7e-9558-000000000000,4cd16f1e-2e2d-5c68-bdc8-14c0444569dc\n",
        "key,tenant_id\n8de23776-35df-5e7e-9558,4cd16f1e-2e2d-5c68-bdc8-14c0444569dc\n",
        "key,tenant_id\n"
            + "8de23776-35df-5e7e-9558-d12daabd7472,4cd16f1e-2e2d-5c68-bdc8-14c0444569dc\n",
      })
  void noMessageShowsAKey(String csv) {
    assertThat(given.problemsOf("tenant_keys", csv).toString())
        .contains("tenant_keys.csv")
        .doesNotContain("8de23776");
  }

  static Stream<Arguments> cells() {
    String instant = "is not an instant like 2026-01-31T12:00:00Z";
    String date = "is not a date like 2026-01-31";
    return Stream.of(
        arguments("id", "x", "\"x\" is not a whole number"),
        arguments("id", "1.0", "\"1.0\" is not a whole number"),
        arguments("id", "0", "\"0\" is not between 1 and 9007199254740991"),
        arguments(
            "id", "9007199254740992", "\"9007199254740992\" is not between 1 and 9007199254740991"),
        arguments("id", "", "must have a value"),
        arguments("id", "\\N", "must have a value"),
        arguments("name", "\\N", "must have a value"),
        arguments("name", "a\0b", "holds a NUL, which PostgreSQL cannot store"),
        arguments("name", "\0", "holds a NUL, which PostgreSQL cannot store"),
        arguments("type", "Active", notAType("Active")),
        arguments("country", "NLD", "\"NLD\" is not a country code of two letters"),
        arguments("is_mfa_enabled", "maybe", "\"maybe\" is neither true nor false"),
        arguments("created_at", "yesterday", "\"yesterday\" " + instant),
        arguments("created_at", "2026-02-30T00:00:00Z", "\"2026-02-30T00:00:00Z\" " + instant),
        arguments("created_at", "2026-01-01T24:00:00Z", "\"2026-01-01T24:00:00Z\" " + instant),
        arguments("created_at", "+10000-01-01T00:00:00Z", "\"+10000-01-01T00:00:00Z\" " + instant),
        arguments("created_at", "0000-12-31T00:00:00Z", "\"0000-12-31T00:00:00Z\" " + instant),
        arguments(
            "created_at", "9999-12-31T23:59:59-01:00", "\"9999-12-31T23:59:59-01:00\" " + instant),
        arguments("created_at", "infinity", "\"infinity\" " + instant),
        arguments("nr_of_employees", "1e3", "\"1e3\" is not a whole number"),
        arguments(
            "nr_of_employees",
            "9223372036854775808",
            "\"9223372036854775808\" is not a whole number"),
        arguments(
            "nr_of_employees",
            "9007199254740992",
            "\"9007199254740992\" is not between -9007199254740991 and 9007199254740991"),
        arguments("nr_of_locations", "-9007199254740992", null),
        arguments("credits_used", "abc", "\"abc\" is not a decimal number like 12.50"),
        arguments("credits_used", "NaN", null),
        arguments("credits_used", "1e9", null),
        arguments("credits_used", "1,50", null),
        arguments("credits_used", "\u0665", null),
        arguments("credits_used", ".5", null),
        arguments("default_locale", "und", null),
        arguments(
            "default_locale", "nl_NL.UTF-8", "\"nl_NL.UTF-8\" is not a language tag like nl-NL"),
        arguments(
            "default_locale",
            "x-private",
            "\"x-private\" names no language; a language tag is like nl-NL"),
        arguments("flags", "a||b", "\"a||b\" has a name that is empty; write names with | between"),
        arguments("flags", "|", null),
        arguments("flags", "a|", null),
        arguments("flags", " ", null),
        arguments("flags", "a|\u00a0|b", null),
        arguments("information", "{\"a\":1,\"a\":2}", null),
        arguments("information", "{\"b\":[{\"a\":1,\"a\":1}]}", null),
        arguments("minimum_date_filter", "31-01-2026", "\"31-01-2026\" " + date),
        arguments("minimum_date_filter", "2026-02-30", "\"2026-02-30\" " + date),
        arguments("minimum_date_filter", "+10000-01-01", "\"+10000-01-01\" " + date),
        arguments("minimum_date_filter", "-0001-01-01", "\"-0001-01-01\" " + date),
        arguments("information", "[1]", "\"[1]\" is not a JSON object"),
        arguments("information", " ", "\" \" is not a JSON object"),
        arguments("information", "{\"a\":\"\\u0000\"}", null),
        arguments("information", "{\"a\":\"\\ud800\"}", null),
        arguments("information", "{\"\\udc00\":1}", null),
        arguments("information", "{\"a\":1e999999}", null),
        arguments("information", "{\"a\":}", null),
        arguments("information", "{} {}", null),
        arguments("uid", "3f0511df", "\"3f0511df\" is not a UUID"),
        arguments("uid", "3f0511df73af5394983b825702795f3d", null),
        arguments("tenant_id", "one", "\"one\" is not a UUID"),
        arguments("logo", "not a url", "\"not a url\" is not a URL"));
  }

  @ParameterizedTest
  @MethodSource("cells")
  @Tag("promise:json-objects-only")
  void aCellOfACompanyThatCannotBeReadIsRefused(String column, String cell, String reason) {
    List<String> columns =
        column.equals("id") || column.equals("name")
            ? List.of("id", "name")
            : List.of("id", "name", column);
    String row =
        columns.stream()
            .map(each -> !each.equals(column) ? "80" : quoted(cell))
            .collect(Collectors.joining(","));

    assertThat(given.problemsOf("companies", String.join(",", columns) + "\n" + row + "\n"))
        .singleElement()
        .asString()
        .startsWith(
            "companies.csv, line 2, column " + column + ": " + (reason == null ? "" : reason));
  }

  static Stream<Arguments> cellsOfOtherFiles() {
    String invitation = "id,company_id,email,auth_group_id\n";
    String id = "11111111-aaaa-4bbb-8ccc-000000000009";
    return Stream.of(
        arguments(
            "users", "id,email,first_name,last_name\n9,nobody,A,B\n", "email", "not an e-mail"),
        arguments(
            "users", "id,email,first_name,last_name\n9,@x.example,A,B\n", "email", "not an e-mail"),
        arguments("users", "id,email,first_name,last_name\n9,a@,A,B\n", "email", "not an e-mail"),
        arguments("users", "id,email,first_name,last_name\n9,,A,B\n", "email", "must have a value"),
        arguments(
            "users",
            "id,email,first_name,last_name,status\n9,a@b.c,A,B,active\n",
            "status",
            "is none of"),
        arguments(
            "users",
            "id,email,first_name,last_name,nominee_user_id\n9,a@b.c,A,B,x\n",
            "nominee_user_id",
            "not a whole number"),
        arguments("invitations", invitation + "9,1,a@b.c,1\n", "id", "not a UUID"),
        arguments("invitations", invitation + id + ",1,nobody,1\n", "email", "not an e-mail"),
        arguments("invitations", invitation + id + ",one,a@b.c,1\n", "company_id", "not a whole"),
        arguments("tokens", "token,user_id\nshort77,1\n", "token", "the secret is shorter than 8"),
        arguments("tokens", "token,user_id\n\\N,1\n", "token", "must have a value"),
        arguments(
            "tenant_keys",
            "key,tenant_id\nx,4cd16f1e-2e2d-5c68-bdc8-14c0444569dc\n",
            "key",
            "the secret is not a UUID"),
        arguments(
            "memberships",
            "id,user_id,company_id,auth_group_id,config\n9,1,2,1,7\n",
            "config",
            "not a JSON object"));
  }

  @ParameterizedTest
  @MethodSource("cellsOfOtherFiles")
  void aCellOfAnotherFileThatCannotBeReadIsRefused(
      String file, String csv, String column, String reason) {
    assertThat(given.problemsOf(file, csv))
        .singleElement()
        .asString()
        .startsWith(file + ".csv, line 2, column " + column + ": ")
        .contains(reason);
  }

  private static String notAType(String cell) {
    return "\"" + cell + "\" is none of active, inactive, test, demo, trial, stakeholder";
  }

  private static String quoted(String cell) {
    return cell.equals("\\N") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
