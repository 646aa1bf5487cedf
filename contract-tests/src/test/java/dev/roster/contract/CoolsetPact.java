package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.object;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.client.CoolsetClient;
import java.util.Map;

/** The words in which the tests of the Coolset contract are written. */
final class CoolsetPact {
  static final String PROVIDER = "coolset-accounts";
  static final String UNKNOWN_TOKEN = "a token that nobody has";

  private static final String TOKEN = "token-of-the-state";
  private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?Z";
  private static final String DATE = "\\d{4}-\\d\\d-\\d\\d";
  private static final String TYPE = "active|inactive|test|demo|trial|stakeholder";

  private CoolsetPact() {}

  @FunctionalInterface
  interface Trial {
    void run(CoolsetClient client) throws Exception;
  }

  /** What the client asks in this state, with the state's token. */
  static Asking asking(String description, String state) {
    return asking(description, state, Map.of());
  }

  /** As {@link #asking(String, String)}, by a caller of this role. */
  static Asking askingAs(String role, String description) {
    return asking(description, "a caller", Map.of("role", role));
  }

  /** As {@link #asking(String, String)}, with what the state is told. */
  static Asking asking(String description, String state, Map<String, String> parameters) {
    return new Asking(
        ConsumerPact.uponReceiving(PROVIDER, state, parameters, description),
        request ->
            request
                .headers("Accept", "application/json")
                .headerFromProviderState("Authorization", "Bearer ${token}", "Bearer " + TOKEN));
  }

  /** What the client asks without a token. */
  static Asking askingAnonymously(String description) {
    return new Asking(
        ConsumerPact.uponReceiving(PROVIDER, "a caller", Map.of(), description),
        request -> request.headers("Accept", "application/json"));
  }

  static void check(Trial trial, PactDslResponse... interactions) {
    ConsumerPact.check(
        baseUri ->
            trial.run(
                CoolsetClient.builder()
                    .baseUri(baseUri)
                    .token(TOKEN)
                    .retries(0)
                    .pageSize(2)
                    .build()),
        interactions);
  }

  static DslPart detail(String reason) {
    return object(o -> o.stringValue("detail", reason));
  }

  static DslPart fieldError(String field, String message) {
    return object(o -> fieldError(o, field, message));
  }

  static void fieldError(LambdaDslObject errors, String field, String message) {
    errors.array(field, messages -> messages.stringValue(message));
  }

  /** A company of the list with every member. */
  static void summary(LambdaDslObject company) {
    company
        .integerType("workspace_id", 7)
        .stringType("workspace_name", "Green Grocers")
        .integerType("id", 7)
        .stringType("name", "Green Grocers")
        .stringMatcher("type", TYPE, "active")
        .stringMatcher("country", "[A-Z]{2}", "NL")
        .integerType("member_count", 4)
        .booleanType("is_mfa_enabled", true)
        .stringMatcher("created_at", MOMENT, "2024-01-15T09:00:00Z")
        .stringMatcher("updated_at", MOMENT, "2026-03-01T12:30:00.250000Z");
  }

  /** The company of the list that the state calls so. */
  static void summary(LambdaDslObject company, String name, String type) {
    company
        .integerType("id", 7)
        .stringValue("name", name)
        .stringValue("type", type)
        .integerType("member_count", 1);
  }

  /** A company with every member. */
  static void company(LambdaDslObject company) {
    company
        .integerType("id", 7)
        .stringType("name", "Green Grocers")
        .stringMatcher("type", TYPE, "active")
        .stringMatcher("country", "[A-Z]{2}", "NL")
        .stringType("credits_used", "12.50")
        .integerType("nr_of_employees", 42)
        .integerType("nr_of_locations", 3)
        .integerType("nr_of_transactions", 5000)
        .stringMatcher("minimum_date_filter", DATE, "2020-01-01")
        .stringMatcher("results_limit_earliest_year", DATE, "2021-01-01")
        .stringMatcher("results_limit_latest_year", DATE, "2025-12-31")
        .stringType("min_transaction_date", "2020-02-03")
        .stringType("max_transaction_date", "2025-11-30")
        .stringType("chift_consumer_id", "chift-7")
        .stringType("default_currency", "EUR")
        .stringType("default_locale", "nl-NL")
        .stringType("data_room_consumer_id", "room-7")
        .object("information", facts -> facts.stringType("industry", "retail"))
        .stringType("pulse_params", "weekly")
        .minArrayLike("flags", 1, flag -> flag.stringType("name", "carbon"));
  }

  /** A company of this type with nothing but what it must have. */
  static void bareCompany(LambdaDslObject company, String type) {
    company
        .integerType("id", 7)
        .stringType("name", "Bare")
        .stringValue("type", type)
        .nullValue("country")
        .nullValue("credits_used")
        .nullValue("nr_of_employees")
        .nullValue("nr_of_locations")
        .nullValue("nr_of_transactions")
        .nullValue("minimum_date_filter")
        .nullValue("results_limit_earliest_year")
        .nullValue("results_limit_latest_year")
        .nullValue("min_transaction_date")
        .nullValue("max_transaction_date")
        .nullValue("chift_consumer_id")
        .nullValue("default_currency")
        .nullValue("default_locale")
        .nullValue("data_room_consumer_id")
        .nullValue("information")
        .nullValue("pulse_params")
        .array("flags", flags -> {});
  }

  /** A user with every member. */
  static void user(LambdaDslObject user) {
    person(user);
    user.stringType("firebase_uid", "firebase-7")
        .integerType("active_user_company_id", 70)
        .object("user_company", CoolsetPact::membership)
        .object("company", CoolsetPact::company)
        .stringType("job_title", "Finance Director")
        .object("auth_group", group -> authGroup(group, "OWNER"))
        .stringType("data_room_consumer_id", "room-8")
        .stringType("pylon_email_hash", "0f343b0931126a20");
  }

  /** A user with nothing but what one must have, in a company of this type. */
  static void bareUser(LambdaDslObject user, String companyType) {
    person(user);
    user.nullValue("firebase_uid")
        .integerType("active_user_company_id", 70)
        .object(
            "user_company",
            membership ->
                membership
                    .integerType("id", 70)
                    .nullValue("data_room_consumer_id")
                    .nullValue("config"))
        .object("company", company -> bareCompany(company, companyType))
        .nullValue("job_title")
        .object("auth_group", group -> authGroup(group, "OWNER"))
        .nullValue("data_room_consumer_id")
        .nullValue("pylon_email_hash");
  }

  /** What every user has. */
  static void person(LambdaDslObject user) {
    user.stringType("first_name", "Ada")
        .stringType("last_name", "Lovelace")
        .stringMatcher("email", ".+@.+", "ada@example.org")
        .integerType("id", 9)
        .booleanType("is_mfa_enrolled", true)
        .booleanType("is_mfa_required", true);
  }

  private static void membership(LambdaDslObject membership) {
    membership
        .integerType("id", 70)
        .stringMatcher("user_id", "\\d+", "9")
        .stringMatcher("company_id", "\\d+", "7")
        .stringValue("auth_group_id", "1")
        .stringType("data_room_consumer_id", "room-9")
        .object("config", config -> config.stringType("theme", "dark"));
  }

  static void authGroup(LambdaDslObject group, String name) {
    group
        .integerType("id", 1)
        .stringValue("name", name)
        .minArrayLike("permissions", 1, each -> each.stringType("codename", "view_user"));
  }
}
