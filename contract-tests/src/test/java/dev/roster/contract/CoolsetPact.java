package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.object;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.client.CoolsetClient;
import dev.roster.client.transport.TransportRequest;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The words in which the tests of the Coolset contract are written. */
final class CoolsetPact {
  static final String PROVIDER = "coolset-accounts";
  static final String UNKNOWN_TOKEN = "a token that nobody has";

  private static final String TOKEN = "token-of-the-state";

  private CoolsetPact() {}

  @FunctionalInterface
  interface Trial {
    void run(CoolsetClient client) throws Exception;
  }

  /** A request of the client in this state, with the state's token. */
  static Asking asking(String description, String state) {
    return asking(description, state, Map.of());
  }

  /** As {@link #asking(String, String)}, by a caller of this role. */
  static Asking askingAs(String role, String description) {
    return asking(description, "a caller", Map.of("role", role));
  }

  /** As {@link #asking(String, String)}, with parameters of the state. */
  static Asking asking(String description, String state, Map<String, String> parameters) {
    return new Asking(
        ConsumerPact.uponReceiving(PROVIDER, state, parameters, description),
        request ->
            request
                .headers("Accept", "application/json")
                .headerFromProviderState("Authorization", "Bearer ${token}", "Bearer " + TOKEN));
  }

  /** A request of the client without a token. */
  static Asking askingAnonymously(String description) {
    return new Asking(
        ConsumerPact.uponReceiving(PROVIDER, "a caller", Map.of(), description),
        request -> request.headers("Accept", "application/json"));
  }

  static void check(Trial trial, PactDslResponse... interactions) {
    ConsumerPact.check(
        (baseUri, transport) -> {
          CoolsetClient.Builder builder = builder(baseUri);
          transport.ifPresent(builder::transport);
          trial.run(builder.build());
        },
        interactions);
  }

  /** As {@link #check}, with another request in place of each that the client makes. */
  static void checkSending(
      UnaryOperator<TransportRequest> change, Trial trial, PactDslResponse... interactions) {
    ConsumerPact.check(
        (baseUri, transport) ->
            trial.run(builder(baseUri).transport(ConsumerPact.changing(change, transport)).build()),
        interactions);
  }

  private static CoolsetClient.Builder builder(String baseUri) {
    return CoolsetClient.builder().baseUri(baseUri).token(TOKEN).retries(0).pageSize(2);
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

  /** The company of the list that {@link #company} shows in full, with every member. */
  static void summary(LambdaDslObject company) {
    company
        .valueFromProviderState("workspace_id", "${company_id}", 7)
        .valueFromProviderState("id", "${company_id}", 7)
        .stringValue("workspace_name", "Green Grocers")
        .stringValue("name", "Green Grocers")
        .stringValue("type", "active")
        .stringValue("country", "NL")
        .numberValue("member_count", 3)
        .booleanValue("is_mfa_enabled", true)
        .stringValue("created_at", "2024-01-15T09:00:00Z")
        .stringValue("updated_at", "2025-12-31T23:59:59.250000Z");
  }

  /** The company of the list that the state calls so. */
  static void summary(LambdaDslObject company, String name, String type) {
    company
        .integerType("id", 7)
        .stringValue("name", name)
        .stringValue("type", type)
        .integerType("member_count", 1);
  }

  /** The company of a caller, with every member. */
  static void company(LambdaDslObject company) {
    company
        .valueFromProviderState("id", "${company_id}", 7)
        .stringValue("name", "Green Grocers")
        .stringValue("type", "active")
        .stringValue("country", "NL")
        .stringValue("credits_used", "12.50")
        .numberValue("nr_of_employees", 42)
        .numberValue("nr_of_locations", 3)
        .numberValue("nr_of_transactions", 5_000_000_000L)
        .stringValue("minimum_date_filter", "2020-01-01")
        .stringValue("results_limit_earliest_year", "2021-01-01")
        .stringValue("results_limit_latest_year", "2025-12-31")
        .stringValue("min_transaction_date", "2020-02-03")
        .stringValue("max_transaction_date", "2025-11-30")
        .stringValue("chift_consumer_id", "chift-7")
        .stringValue("default_currency", "EUR")
        .stringValue("default_locale", "nl-NL")
        .stringValue("data_room_consumer_id", "room-7")
        .object("information", facts -> facts.stringValue("industry", "retail"))
        .stringValue("pulse_params", "weekly")
        .array(
            "flags",
            flags ->
                flags
                    .object(flag -> flag.stringValue("name", "carbon"))
                    .object(flag -> flag.stringValue("name", "supply-chain")));
  }

  /** A company with nothing but what it must have. */
  static void bareCompany(LambdaDslObject company) {
    company
        .integerType("id", 7)
        .stringType("name", "Bare")
        .stringValue("type", "active")
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

  /** The caller, with every member. */
  static void user(LambdaDslObject user) {
    user.valueFromProviderState("id", "${user_id}", 9)
        .stringValue("first_name", "Ada")
        .stringValue("last_name", "Lovelace")
        .stringMatcher("email", "ada\\..+@.+", "ada.lovelace@example.org")
        .booleanValue("is_mfa_enrolled", true)
        .booleanValue("is_mfa_required", true)
        .stringMatcher("firebase_uid", "firebase-\\d+", "firebase-9")
        .integerType("active_user_company_id", 70)
        .object("user_company", CoolsetPact::membership)
        .object("company", CoolsetPact::company)
        .stringValue("job_title", "Finance Director")
        .object("auth_group", group -> authGroup(group, "OWNER"))
        .stringValue("data_room_consumer_id", "room-8")
        .stringValue("pylon_email_hash", "0f343b0931126a20");
  }

  /** A user with nothing but what one must have, in such a company. */
  static void bareUser(LambdaDslObject user) {
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
        .object("company", CoolsetPact::bareCompany)
        .nullValue("job_title")
        .object("auth_group", group -> authGroup(group, "OWNER"))
        .nullValue("data_room_consumer_id")
        .nullValue("pylon_email_hash");
  }

  /** The members of every user. */
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
        .valueFromProviderState("user_id", "${user_id}", "9")
        .valueFromProviderState("company_id", "${company_id}", "7")
        .integerType("id", 70)
        .stringValue("auth_group_id", "1")
        .stringValue("data_room_consumer_id", "room-9")
        .object("config", config -> config.stringValue("theme", "dark"));
  }

  static void authGroup(LambdaDslObject group, String name) {
    group
        .integerType("id", 1)
        .stringValue("name", name)
        .minArrayLike("permissions", 1, each -> each.stringType("codename", "view_user"));
  }
}
