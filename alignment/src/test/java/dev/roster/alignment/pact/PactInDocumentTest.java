package dev.roster.alignment.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.Difference;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The self-test of check 2: each of these pacts is wrong in one place, and must be refused for it.
 */
class PactInDocumentTest {
  private static final String REMOVED = "(removed)";
  private static final Map<String, PactInDocument> CHECKS =
      ExampleProject.CONFIG.documentNames().stream()
          .collect(
              Collectors.toMap(
                  name -> name,
                  name ->
                      new PactInDocument(
                          ExampleProject.CONFIG.document(name), ExampleProject.CONFIG.states())));

  /** Description of an interaction, where to change it, to what, what must be said of it. */
  static Stream<Arguments> mutations() {
    return Stream.of(requests(), responses(), matchers()).flatMap(mutations -> mutations);
  }

  private static Stream<Arguments> requests() {
    return Stream.of(
        arguments("the caller", "/request/path", "'/api/accounts/users/moi/'", "no such operation"),
        arguments("the caller", "/request/method", "'POST'", "no such operation"),
        arguments("the caller", "/request/headers/Authorization", REMOVED, "credentials"),
        arguments("the caller", "/request/headers/Authorization", "['Basic x']", "credentials"),
        arguments("the caller", "/request/headers/X-Trace", "['1']", "unknown request header"),
        arguments("the caller", "/request/query", "{'verbose':['1']}", "unknown query parameter"),
        arguments("the caller", "/request/body", "{'content':{'a':1}}", "request body"),
        arguments("the caller", "/providerStates/0/name", "'a dreamer'", "unknown provider state"),
        arguments("a page of users", "/request/query/limit", "['many']", "query parameter limit"),
        arguments("companies with type=trial", "/request/query/type", "['x']", "parameter type"),
        arguments("an invitation", "/request/body/content/email", REMOVED, "body $.email"),
        arguments("an invitation", "/request/body/content/email", "'alan'", "body $.email"),
        arguments("an invitation", "/request/body/content/email", "null", "body $.email"),
        arguments("an invitation", "/request/body/content/auth_group", "'3'", "$.auth_group"),
        arguments("an invitation", "/request/body/content/note", "'hi'", "body $.note"),
        arguments("an invitation by a viewer", "/request/body/content/note", "'hi'", "$.note"),
        arguments("an invitation", "/request/body", REMOVED, "request body"),
        arguments("an invitation", "/request/headers/Content-Type", "['text/csv']", "media type"),
        arguments("a user in detail", "/request/headers/x-api-version", REMOVED, "x-api-version"),
        arguments("a user in detail", "/request/headers/x-api-version", "['2']", "x-api-version"),
        arguments("a user in detail", "/request/headers/x-api-compleat-key", REMOVED, "credential"),
        arguments("all users of a tenant", "/request/path", "'/api/users/7/null'", "tenantId"));
  }

  private static Stream<Arguments> responses() {
    return Stream.of(
        arguments("the caller", "/response/status", "203", "undocumented status"),
        arguments("the caller", "/response/headers/Content-Type", "['text/html']", "media type"),
        arguments("the caller", "/response/headers/ETag", "['1']", "unknown response header"),
        arguments("the caller", "/response/body/content/nickname", "'A'", "$.nickname"),
        arguments("the caller", "/response/body/content/company/size", "1", "$.company.size"),
        arguments("the caller", "/response/body/content/id", "'9'", "body $.id"),
        arguments("the caller", "/response/body/content/id", "9.5", "body $.id"),
        arguments("the caller", "/response/body/content/first_name", "null", "$.first_name"),
        arguments("the caller", "/response/body/content/email", "'ada'", "$.email"),
        arguments("the caller", "/response/body/content/company/type", "'x'", "$.company.type"),
        arguments("the caller", "/response/body/content/company/flags", "{}", "$.company.flags"),
        arguments("the caller", "/response/body/content/company/flags/0/x", "1", "flags[0].x"),
        arguments(
            "the caller",
            "/response/body/content/company/minimum_date_filter",
            "'1 May'",
            "minimum_date_filter"),
        arguments(
            "the first of two pages of companies", "/response/body/content/count", "-1", "$.count"),
        arguments(
            "the first of two pages of companies",
            "/response/body/content/next",
            "'page 2'",
            "$.next"),
        arguments("the caller with an unknown token", "/response/body/content/code", "7", "$.code"),
        arguments("an invitation of a member", "/response/body/content/email", "'no'", "body $"),
        arguments("a user in detail", "/response/body/content/Id", "'7'", "body $.Id"),
        arguments("a user in detail", "/response/body/content/EmailAddress", "'a'", "EmailAddress"),
        arguments(
            "a user in detail",
            "/response/body/content/MetaData/DateCreated",
            "'today'",
            "$.MetaData.DateCreated"));
  }

  private static Stream<Arguments> matchers() {
    String rules = "/response/matchingRules/body/";
    return Stream.of(
        arguments(
            "the caller",
            rules + "$.first_name",
            "{'matchers':[{'match':'integer'}]}",
            "matcher of response body $.first_name"),
        arguments(
            "the caller",
            rules + "$.company.type",
            "{'matchers':[{'match':'regex','regex':'active|retired'}]}",
            "matcher of response body $.company.type"),
        arguments(
            "the caller",
            rules + "$.company.country",
            "{'matchers':[{'match':'regex','regex':'[a-z]{2}'}]}",
            "matcher of response body $.company.country"),
        arguments(
            "the caller",
            rules + "$.company.flags[*].colour",
            "{'matchers':[{'match':'type'}]}",
            "matcher of response body $.company.flags[*].colour"));
  }

  @ParameterizedTest(name = "{0}: {1} = {2}")
  @MethodSource("mutations")
  void aPactThatLeavesTheDocumentIsRefused(
      String description, String pointer, String value, String expected) throws Exception {
    PactInteraction good = named(description);
    assertThat(CHECKS.get(good.provider()).differences(good)).isEmpty();

    PactInteraction bad = changed(good, pointer, value.replace('\'', '"'));

    assertThat(CHECKS.get(bad.provider()).differences(bad))
        .isNotEmpty()
        .anySatisfy(difference -> assertThat(difference.what()).contains(expected));
  }

  @Test
  void theLibraryAndTheRulesOfOurOwnBothSeeAWrongType() throws Exception {
    PactInteraction bad = changed(named("the caller"), "/response/body/content/id", "\"9\"");

    assertThat(CHECKS.get(bad.provider()).differences(bad))
        .extracting(Difference::what)
        .anyMatch(what -> what.contains("validator: validation.response.body.schema.type"))
        .anyMatch(what -> what.contains("response body $.id"));
  }

  @Test
  void bothSidesAreToldWithTheLineOfTheDocument() throws Exception {
    PactInteraction bad = changed(named("the caller"), "/response/body/content/nickname", "1");

    Difference difference = CHECKS.get(bad.provider()).differences(bad).get(0);

    List<String> lines = ExampleProject.coolset().text().lines().toList();
    assertThat(difference.left().text()).isEqualTo("1");
    assertThat(difference.right().text()).contains("no such member", "first_name");
    assertThat(lines.get(difference.right().line() - 1).strip()).isEqualTo("User:");
  }

  static PactInteraction named(String description) {
    return PactInteraction.in(ExampleProject.CONFIG.pacts()).stream()
        .filter(interaction -> interaction.description().equals(description))
        .findFirst()
        .orElseThrow();
  }

  static PactInteraction changed(PactInteraction good, String pointer, String value)
      throws JsonProcessingException {
    JsonNode copy = good.json().deepCopy();
    int end = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) copy.at(pointer.substring(0, end));
    String member = pointer.substring(end + 1);
    if (value.equals(REMOVED)) {
      assertThat(parent.remove(member)).isNotNull();
    } else {
      parent.set(member, new ObjectMapper().readTree(value));
    }
    return new PactInteraction(good.file(), good.provider(), copy);
  }
}
