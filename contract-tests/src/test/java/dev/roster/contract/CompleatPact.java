package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.object;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.client.CompleatClient;
import dev.roster.client.transport.TransportRequest;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The words in which the tests of the Compleat contract are written. */
final class CompleatPact {
  static final String PROVIDER = "compleat-users";
  static final String WITH_USERS = "a tenant with users";
  static final String TWO_TENANTS = "a tenant and a tenant of somebody else";
  static final String UNKNOWN_KEY = "a key that nobody has";
  static final String DENIED = "Authorization has been denied for this request.";
  static final UUID TENANT = UUID.fromString("0e5ca9e1-5ba3-483c-bc4c-d8dd2e078f06");

  private static final String KEY = "d025eedc-5ea0-4de8-be9f-f8873545add9";
  private static final String MADE = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z";

  private CompleatPact() {}

  @FunctionalInterface
  interface Trial {
    void run(CompleatClient client) throws Exception;
  }

  /** A request of the client in this state, with the state's key. */
  static Asking asking(String description, String state) {
    return asking(description, state, Map.of());
  }

  /** As {@link #asking(String, String)}, with parameters of the state. */
  static Asking asking(String description, String state, Map<String, String> parameters) {
    return new Asking(
        ConsumerPact.uponReceiving(PROVIDER, state, parameters, description),
        request ->
            request
                .headers("Accept", "application/json", "x-api-version", "1")
                .headerFromProviderState("x-api-compleat-key", "${key}", KEY));
  }

  /** A request of the client without a key. */
  static Asking askingWithoutKey(String description, String state) {
    return new Asking(
        ConsumerPact.uponReceiving(PROVIDER, state, Map.of(), description),
        request -> request.headers("Accept", "application/json", "x-api-version", "1"));
  }

  static void check(Trial trial, PactDslResponse... interactions) {
    ConsumerPact.check(
        (baseUri, transport) -> {
          CompleatClient.Builder builder = builder(baseUri);
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

  private static CompleatClient.Builder builder(String baseUri) {
    return CompleatClient.builder().baseUri(baseUri).tenant(TENANT).key(KEY).retries(0);
  }

  static DslPart denied() {
    return object(o -> metaData(o.stringValue("Message", DENIED)));
  }

  static DslPart error(int code, String message) {
    return object(o -> metaData(o.numberValue("ErrorCode", code).stringValue("Message", message)));
  }

  static void metaData(LambdaDslObject response) {
    response.object(
        "MetaData",
        about ->
            about
                .numberValue("Version", 1)
                .stringMatcher("DateCreated", MADE, "2018-08-08T11:43:01.5753381Z"));
  }
}
