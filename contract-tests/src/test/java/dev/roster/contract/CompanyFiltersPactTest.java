package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roster.client.CompanyFilter;
import dev.roster.coolset.model.CompanyType;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.CompanyWorkspacePage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The filters of the list of companies, one at a time. */
@ExtendWith(WrittenPacts.class)
class CompanyFiltersPactTest {
  private static final String PATH = "/api/accounts/companies/";
  private static final String THREE = "a caller with three workspaces";
  private static final String GROCERS = "Green Grocers";
  private static final String ENERGY = "Evergreen Energy";
  private static final String BUILDERS = "Blue Builders";
  private static final Map<String, String> TYPES =
      Map.of(GROCERS, "active", ENERGY, "trial", BUILDERS, "stakeholder");

  /** Each filter alone leaves something out, so that one that has no effect is seen. */
  static Stream<Arguments> filters() {
    return Stream.of(
        arguments("name=Green Grocers", filter().name("Green Grocers"), List.of(GROCERS)),
        arguments(
            "name__icontains=GREEN", filter().nameIcontains("GREEN"), List.of(GROCERS, ENERGY)),
        arguments("name__istartswith=green", filter().nameIstartswith("green"), List.of(GROCERS)),
        arguments("name__iendswith=green", filter().nameIendswith("green"), List.of()),
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
        response(
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

  private static CompanyFilter.Builder filter() {
    return CompanyFilter.builder();
  }
}
