package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.CoolsetPact.UNKNOWN_TOKEN;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.detail;
import static dev.roster.contract.CoolsetPact.fieldError;
import static dev.roster.contract.CoolsetPact.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import au.com.dius.pact.consumer.dsl.LambdaDsl;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import dev.roster.client.CompanyFilter;
import dev.roster.client.UnauthorizedException;
import dev.roster.client.ValidationException;
import dev.roster.coolset.model.CompanyType;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.CompanyWorkspacePage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of companies but for {@link CompanyFiltersPactTest its filters}. */
@ExtendWith(WrittenPacts.class)
class CompaniesPactTest {
  private static final String PATH = "/api/accounts/companies/";
  private static final String THREE = "a caller with three workspaces";
  private static final String NO_NULL = "Null characters are not allowed.";
  private static final String GROCERS = "Green Grocers";
  private static final String ENERGY = "Evergreen Energy";
  private static final String BUILDERS = "Blue Builders";

  @Test
  void aCompanyWithAllThereIsToKnow() {
    check(
        client -> {
          CompanyWorkspacePage page = client.companies().page(CompanyFilter.all(), 1, 0);

          assertThat(page.next()).isNull();
          CompanyWorkspace company = page.results().getFirst();
          assertThat(company).hasNoNullFieldsOrProperties();
          assertThat(company.type()).isEqualTo(CompanyType.ACTIVE);
          assertThat(company.updatedAt()).isAfter(company.createdAt());
        },
        response(
            paged(asking("the company of a caller", "a caller").get(PATH), 1, 0),
            200,
            object(page ->
                page.numberValue("count", 1)
                    .nullValue("next")
                    .array("results", results -> results.object(CoolsetPact::summary)))));
  }

  @Test
  void aPageBetweenTwoOthers() {
    check(
        client ->
            assertThat(client.companies().page(CompanyFilter.all(), 1, 1).previous()).isNotNull(),
        response(
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
  void aPageThatIsFullAndTheLast() {
    check(
        client -> assertThat(client.companies().page(CompanyFilter.all(), 3, 0).next()).isNull(),
        response(
            paged(asking("a page of companies that is full and the last", THREE).get(PATH), 3, 0),
            200,
            object(page ->
                page.numberValue("count", 3)
                    .nullValue("next")
                    .array(
                        "results",
                        all ->
                            all.object(o -> summary(o, GROCERS, "active"))
                                .object(o -> summary(o, ENERGY, "trial"))
                                .object(o -> summary(o, BUILDERS, "stakeholder"))))));
  }

  @Test
  void aWalkOverTheCompanies() {
    check(
        client ->
            assertThat(client.companies().stream())
                .extracting(CompanyWorkspace::name)
                .containsExactly(GROCERS, ENERGY, BUILDERS),
        response(
            paged(asking("the first of two pages of companies", THREE).get(PATH), 2, 0),
            200,
            object(page ->
                page.numberValue("count", 3)
                    .stringMatcher(
                        "next",
                        "https?://.+[?&]offset=2(&.*)?",
                        "http://localhost" + PATH + "?limit=2&offset=2")
                    .nullValue("previous")
                    .array(
                        "results",
                        results ->
                            results
                                .object(o -> summary(o, GROCERS, "active"))
                                .object(o -> summary(o, ENERGY, "trial"))))),
        response(
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

  @Test
  void aCallerWithoutACompanyHasNone() {
    check(
        client -> assertThat(client.companies().stream()).isEmpty(),
        response(
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
        response(
            asking("companies of a type that does not exist", THREE)
                .get(PATH)
                .query("type=dialect&limit=2&offset=0"),
            400,
            fieldError("type", message)));
  }

  @Test
  void aSearchForWhatNoTextHasIsRefused() {
    CompanyFilter filter = CompanyFilter.builder().search("\0").build();
    check(
        client ->
            assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> client.companies().page(filter, 2, 0))
                .withMessageContaining(NO_NULL),
        response(
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
        response(
            paged(asking("companies with an unknown token", UNKNOWN_TOKEN).get(PATH), 2, 0),
            401,
            detail("Invalid token.")));
  }

  private static PactDslRequestWithPath paged(
      PactDslRequestWithPath request, int limit, int offset) {
    return request.query("limit=" + limit + "&offset=" + offset);
  }
}
