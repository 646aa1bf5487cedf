package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.exactlyOne;
import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.summary;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import dev.roster.client.CompanyFilter;
import dev.roster.coolset.model.CompanyType;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.User;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type that a company can have, from every operation that shows companies. */
@ExtendWith(WrittenPacts.class)
class CompanyTypesPactTest {
  private static final String ACCOUNTS = "/api/accounts/";
  private static final String BARE = "a caller with a bare profile";
  private static final String EVERY_TYPE = "a caller with a company of every type";
  private static final UUID ID = UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08");

  private static final List<CompanyType> KNOWN = CompanyType.values();

  static List<CompanyType> allButTrial() {
    return allBut(CompanyType.TRIAL);
  }

  static List<CompanyType> allButActive() {
    return allBut(CompanyType.ACTIVE);
  }

  private static List<CompanyType> allBut(CompanyType type) {
    return KNOWN.stream().filter(each -> !each.equals(type)).toList();
  }

  @Test
  void companiesOfAllTypes() {
    check(
        client ->
            assertThat(client.companies().page(CompanyFilter.all(), 6, 0).results())
                .extracting(CompanyWorkspace::type)
                .containsExactlyElementsOf(KNOWN),
        response(
            asking("companies of all types", EVERY_TYPE)
                .get(ACCOUNTS + "companies/")
                .query("limit=6&offset=0"),
            200,
            object(page ->
                page.numberValue("count", 6)
                    .array(
                        "results",
                        all -> {
                          for (CompanyType type : KNOWN) {
                            all.object(o -> summary(o, "Company " + type, type.toString()));
                          }
                        }))));
  }

  @ParameterizedTest
  @MethodSource("allButTrial")
  void companiesOfOneType(CompanyType type) {
    check(
        client ->
            assertThat(
                    client
                        .companies()
                        .page(CompanyFilter.builder().type(type).build(), 2, 0)
                        .results())
                .extracting(CompanyWorkspace::type)
                .containsExactly(type),
        response(
            asking("companies with type=" + type, EVERY_TYPE)
                .get(ACCOUNTS + "companies/")
                .query("type=" + type + "&limit=2&offset=0"),
            200,
            object(page ->
                page.numberValue("count", 1)
                    .array(
                        "results",
                        all -> all.object(o -> summary(o, "Company " + type, type.toString()))))));
  }

  @ParameterizedTest
  @MethodSource("allButActive")
  void theCallerInACompany(CompanyType type) {
    check(
        client -> assertThat(client.users().me().company().type()).isEqualTo(type),
        response(
            asked("the caller in a company of type " + type, BARE, type)
                .get(ACCOUNTS + "users/me/"),
            200,
            object(o -> companyOf(type, o))));
  }

  @ParameterizedTest
  @MethodSource("allButActive")
  @SuppressWarnings("deprecation")
  void theCallerInACompanyFromTheOldOperation(CompanyType type) {
    check(
        client -> assertThat(client.users().profile().company().type()).isEqualTo(type),
        response(
            asked("the caller from the old operation in a company of type " + type, BARE, type)
                .get(ACCOUNTS + "user-config/"),
            200,
            object(o -> companyOf(type, o))));
  }

  @ParameterizedTest
  @MethodSource("allButActive")
  void theUsersOfACompany(CompanyType type) {
    check(
        client ->
            assertThat(client.users().page(null, 2, 0).items())
                .extracting(User::company)
                .hasSize(1)
                .allSatisfy(company -> assertThat(company.type()).isEqualTo(type)),
        response(
            asked("the users of a company of type " + type, BARE, type)
                .get(ACCOUNTS + "users/")
                .query("limit=2&offset=0"),
            200,
            exactlyOne(o -> companyOf(type, o))));
  }

  @ParameterizedTest
  @MethodSource("allButActive")
  void anInvitationToACompany(CompanyType type) {
    check(
        client -> assertThat(client.invitations().byId(ID).company().type()).isEqualTo(type),
        response(
            asked(
                    "an invitation to a company of type " + type,
                    "a pending invitation to a bare company",
                    type)
                .get(
                    ACCOUNTS + "invitations/${invitation_id}/",
                    ACCOUNTS + "invitations/" + ID + "/"),
            200,
            object(o -> companyOf(type, o))));
  }

  private static Asking asked(String description, String state, CompanyType type) {
    return asking(description, state, Map.of("type", type.toString()));
  }

  private static void companyOf(CompanyType type, LambdaDslObject members) {
    members.object("company", company -> company.stringValue("type", type.toString()));
  }
}
