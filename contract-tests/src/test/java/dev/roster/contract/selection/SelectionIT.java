package dev.roster.contract.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.contract.InReport;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A part of check 4: asks each parameter that selects or orders for values that tell its rule from
 * every neighbour of the rule, and holds the response of the real server against the rule. A
 * neighbour that no value tells apart fails the test, so rows and values cannot lose their worth.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.SERVER_DOCUMENT)
class SelectionIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILTERS = "companies that tell filters apart";

  private final CheckResults results =
      new CheckResults(
          RosterAlignment.CONFIG, Check.SERVER_DOCUMENT, "selection", "rules and their neighbours");

  private final HttpClient http = HttpClient.newHttpClient();

  @AfterAll
  void write() {
    results.write();
    http.close();
  }

  static Stream<SelectingParameter> parameters() {
    return SelectingParameter.all();
  }

  @ParameterizedTest
  @MethodSource("parameters")
  @Tag("promise:filters-case")
  @Tag("promise:filters-literal")
  @Tag("promise:default-order")
  @Tag("promise:text-filters")
  @Tag("promise:name-contains")
  @Tag("promise:type-filter")
  @Tag("promise:list-filters")
  @Tag("promise:type-exclude")
  @Tag("promise:ordering")
  @Tag("promise:search")
  @Tag("promise:countries-list")
  @Tag("promise:countries-filters")
  void aParameterKeepsItsRuleAndIsAskedForWhatTellsItFromOthers(SelectingParameter parameter)
      throws Exception {
    String token = SharedServer.roster().set(parameter.state()).get("token").toString();
    List<JsonNode> rows = ask(token, parameter.with("limit=1000"));
    List<Difference> differences = new ArrayList<>();
    for (String value : parameter.values()) {
      List<String> expected = shown(parameter.rule().of(rows, value));
      List<String> found =
          shown(
              ask(token, parameter.with("limit=1000&" + parameter.name() + "=" + encoded(value))));
      if (!found.equals(expected)) {
        differences.add(
            new Difference(
                parameter.name() + "=" + value,
                new Side("server", found.toString(), 0),
                new Side("document", expected.toString(), line(parameter))));
      }
    }
    results.add("coolset-accounts", parameter.operation(), parameter.values().size(), differences);

    assertThat(differences).isEmpty();
    assertThat(rows).hasSizeGreaterThan(5);
    assertThat(parameter.neighbours()).isNotEmpty();
    assertThat(
            parameter.neighbours().entrySet().stream()
                .filter(each -> looksAlike(parameter, each.getValue(), rows))
                .map(Map.Entry::getKey))
        .as("neighbours of the rule that no value tells from it")
        .isEmpty();
  }

  /** Also where the last value is empty, which counts as if the parameter were not sent. */
  @ParameterizedTest
  @MethodSource("parameters")
  @Tag("promise:last-parameter")
  void theLastOfRepeatedValuesCounts(SelectingParameter parameter) throws Exception {
    String token = SharedServer.roster().set(parameter.state()).get("token").toString();
    List<String> values = new ArrayList<>(parameter.values().subList(0, 3));
    values.add("");
    int apart = 0;
    for (String first : values) {
      for (String last : values) {
        String target = parameter.with(parameter.name() + "=" + encoded(first));
        String both = target + "&" + parameter.name() + "=" + encoded(last);
        List<String> found = shown(ask(token, both));
        String alone = parameter.with(parameter.name() + "=" + encoded(last));

        assertThat(found).as(both).isEqualTo(shown(ask(token, alone)));
        apart += found.equals(shown(ask(token, target))) ? 0 : 1;
      }
    }
    assertThat(apart).as("pairs of values that select other rows").isGreaterThan(2);
  }

  /** People whose memberships are stored against the order of their ids. */
  @Test
  @Tag("promise:users-list")
  void usersComeInTheOrderOfTheirIds() throws Exception {
    String token =
        SharedServer.roster().set("users that tell searches apart").get("token").toString();

    List<Long> ids =
        ask(token, "/api/accounts/users/?limit=1000").stream()
            .map(user -> user.path("id").asLong())
            .toList();

    assertThat(ids).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(10);
  }

  /** Both lists are of the same companies, whatever their type. */
  @Test
  @Tag("promise:workspaces-list")
  void workspacesAreTheCompaniesOfTheCaller() throws Exception {
    for (String state : List.of("a caller with a company of every type", FILTERS)) {
      String token = SharedServer.roster().set(state).get("token").toString();
      List<Long> companies = ids(ask(token, "/api/accounts/companies/?limit=1000"), "id");

      assertThat(ids(ask(token, "/api/accounts/workspaces/?limit=1000"), "workspace_id"))
          .isEqualTo(companies)
          .hasSizeGreaterThan(5);
    }
  }

  private static List<Long> ids(List<JsonNode> rows, String member) {
    return rows.stream().map(row -> row.path(member).asLong()).toList();
  }

  private static boolean looksAlike(
      SelectingParameter parameter, SelectingParameter.Rule other, List<JsonNode> rows) {
    return parameter.values().stream()
        .allMatch(
            value -> shown(other.of(rows, value)).equals(shown(parameter.rule().of(rows, value))));
  }

  private static int line(SelectingParameter parameter) {
    return RosterAlignment.CONFIG
        .document("coolset-accounts")
        .operation(parameter.operation())
        .flatMap(operation -> operation.parameter("query", parameter.name()))
        .orElseThrow()
        .place()
        .line();
  }

  private static List<String> shown(List<JsonNode> rows) {
    return rows.stream().map(row -> row.path("id").asText() + " " + row.path("name")).toList();
  }

  private List<JsonNode> ask(String token, String target) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(URI.create(SharedServer.roster().baseUri() + target))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(target).isEqualTo(200);
    JsonNode body = JSON.readTree(response.body());
    List<JsonNode> rows = new ArrayList<>();
    (body.isArray() ? body : body.path(body.has("results") ? "results" : "workspaces"))
        .forEach(rows::add);
    return rows;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
