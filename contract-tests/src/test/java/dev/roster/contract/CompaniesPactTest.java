package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.answer;
import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.CoolsetPact.UNKNOWN_TOKEN;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.detail;
import static dev.roster.contract.CoolsetPact.fieldError;
import static dev.roster.contract.CoolsetPact.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import au.com.dius.pact.consumer.dsl.LambdaDsl;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import dev.roster.client.CompanyFilter;
import dev.roster.client.UnauthorizedException;
import dev.roster.client.ValidationException;
import dev.roster.coolset.model.CompanyType;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.CompanyWorkspacePage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompaniesPactTest {
  private static final String PATH = "/api/accounts/companies/";
  private static final String THREE = "a caller with three workspaces";
  private static final String NO_NULL = "Null characters are not allowed.";
  private static final String GROCERS = "Green Grocers";
  private static final String ENERGY = "Evergreen Energy";
  private static final String BUILDERS = "Blue Builders";
  private static final Map<String, String> TYPES =
      Map.of(GROCERS, "active", ENERGY, "trial", BUILDERS, "stakeholder");

  @Test
  void aPageOfCompanies() {
    check(
        client -> {
          CompanyWorkspacePage page = client.companies().page(CompanyFilter.all(), 1, 0);

          assertThat(page.count()).isEqualTo(3);
          assertThat(page.next()).isNotNull();
          assertThat(page.results()).hasSize(1);
          CompanyWorkspace company = page.results().getFirst();
          assertThat(company).hasNoNullFieldsOrProperties();
          assertThat(company.type()).isEqualTo(CompanyType.ACTIVE);
        },
        answer(
            paged(asking("a page of companies", THREE).get(PATH), 1, 0),
            200,
            object(page ->
                page.numberValue("count", 3)
                    .stringMatcher(
                        "next", "https?://.+", "http://localhost" + PATH + "?limit=1&offset=1")
                    .nullValue("previous")
                    .array("results", results -> results.object(CoolsetPact::summary)))));
  }

  @Test
  void aPageBetweenTwoOthers() {
    check(
        client ->
            assertThat(client.companies().page(CompanyFilter.all(), 1, 1).previous()).isNotNull(),
        answer(
            paged(asking("a page of companies between two others", THREE).get(PATH), 1, 1),
            200,
            object(page ->
                page.stringMatcher(
                        "next", "https?://.+", "http://localhost" + PATH + "?limit=1&offset=2")
                    .stringMatcher(
                        "previous", "https?://.+", "http://localhost" + PATH + "?limit=1")
                    .array("results", all -> all.object(o -> summary(o, ENERGY, "trial"))))));
  }

  @Test
  void aWalkOverTheCompanies() {
    check(
        client ->
            assertThat(client.companies().stream())
                .extracting(CompanyWorkspace::name)
                .containsExactly(GROCERS, ENERGY, BUILDERS),
        answer(
            paged(asking("the first of two pages of companies", THREE).get(PATH), 2, 0),
            200,
            object(page ->
                page.stringMatcher(
                        "next",
                        ".+[?&]offset=2(&.*)?",
                        "http://localhost" + PATH + "?limit=2&offset=2")
                    .array(
                        "results",
                        results ->
                            results
                                .object(o -> summary(o, GROCERS, "active"))
                                .object(o -> summary(o, ENERGY, "trial"))))),
        answer(
            paged(asking("the last of two pages of companies", THREE).get(PATH), 2, 2),
            200,
            object(page ->
                page.nullValue("next")
                    .array(
                        "results",
                        results ->
                            results.object(o -> {
                              summary(o, BUILDERS, "stakeholder");
                              o.nullValue("country");
                            })))));
  }

  /** Each filter alone leaves something out, or nobody would see one that is not obeyed. */
  static Stream<Arguments> filters() {
    return Stream.of(
        arguments("name=Green Grocers", filter().name("Green Grocers"), List.of(GROCERS)),
        arguments(
            "name__icontains=GREEN", filter().nameIcontains("GREEN"), List.of(GROCERS, ENERGY)),
        arguments("name__istartswith=ever", filter().nameIstartswith("ever"), List.of(ENERGY)),
        arguments("name__iendswith=GROCERS", filter().nameIendswith("GROCERS"), List.of(GROCERS)),
        arguments("type=trial", filter().type(CompanyType.TRIAL), List.of(ENERGY)),
        arguments(
            "type__in=active,trial",
            filter().typeIn(CompanyType.ACTIVE, CompanyType.TRIAL),
            List.of(GROCERS, ENERGY)),
        arguments(
            "type__exclude=trial,stakeholder",
            filter().typeExclude(CompanyType.TRIAL, CompanyType.STAKEHOLDER),
            List.of(GROCERS)),
        arguments("country=BE", filter().country("BE"), List.of(ENERGY)),
        arguments("country__icontains=l", filter().countryIcontains("l"), List.of(GROCERS)),
        arguments("country__istartswith=b", filter().countryIstartswith("b"), List.of(ENERGY)),
        arguments("country__iendswith=l", filter().countryIendswith("l"), List.of(GROCERS)),
        arguments("country__in=NL,BE", filter().countryIn("NL", "BE"), List.of(GROCERS, ENERGY)),
        arguments("search=ever ENERGY", filter().search("ever ENERGY"), List.of(ENERGY)),
        arguments(
            "ordering=-type,name",
            filter().ordering("-type", "name"),
            List.of(ENERGY, BUILDERS, GROCERS)));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void companiesThatPassAFilter(
      String query, CompanyFilter.Builder filter, List<String> expectedNames) {
    check(
        client -> {
          CompanyWorkspacePage page = client.companies().page(filter.build(), 5, 0);

          assertThat(page.count()).isEqualTo(expectedNames.size());
          assertThat(page.results()).extracting(CompanyWorkspace::name).isEqualTo(expectedNames);
        },
        answer(
            asking("companies with " + query, THREE).get(PATH).query(query + "&limit=5&offset=0"),
            200,
            object(page ->
                page.numberValue("count", expectedNames.size())
                    .array(
                        "results",
                        results ->
                            expectedNames.forEach(
                                name -> results.object(o -> summary(o, name, TYPES.get(name))))))));
  }

  @Test
  void aCallerWithoutACompanyHasNone() {
    check(
        client -> assertThat(client.companies().stream()).isEmpty(),
        answer(
            paged(
                asking("companies where there are none", "a caller without a company").get(PATH),
                2,
                0),
            200,
            object(page ->
                page.numberValue("count", 0)
                    .nullValue("next")
                    .nullValue("previous")
                    .array("results", results -> {}))));
  }

  @Test
  void aTypeThatDoesNotExistIsRefused() {
    CompanyFilter filter = CompanyFilter.builder().type("dialect").build();
    String message = "Select a valid choice. dialect is not one of the available choices.";
    check(
        client ->
            assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> client.companies().page(filter, 2, 0))
                .satisfies(
                    refused -> assertThat(refused.messagesFor("type")).containsExactly(message)),
        answer(
            asking("companies of a type that does not exist", THREE)
                .get(PATH)
                .query("type=dialect&limit=2&offset=0"),
            400,
            fieldError("type", message)));
  }

  @Test
  void aSearchForWhatNoTextHasIsRefused() {
    CompanyFilter filter = filter().search("\0").build();
    check(
        client ->
            assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> client.companies().page(filter, 2, 0))
                .withMessageContaining(NO_NULL),
        answer(
            asking("companies by a search with NUL", THREE)
                .get(PATH)
                .query("search=\0&limit=2&offset=0"),
            400,
            LambdaDsl.newJsonArray(messages -> messages.stringValue(NO_NULL)).build()));
  }

  @Test
  void anUnknownTokenIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.companies().page(CompanyFilter.all(), 2, 0))
                .withMessageContaining("Invalid token."),
        answer(
            paged(asking("companies with an unknown token", UNKNOWN_TOKEN).get(PATH), 2, 0),
            401,
            detail("Invalid token.")));
  }

  private static CompanyFilter.Builder filter() {
    return CompanyFilter.builder();
  }

  private static PactDslRequestWithPath paged(
      PactDslRequestWithPath request, int limit, int offset) {
    return request.query("limit=" + limit + "&offset=" + offset);
  }
}
