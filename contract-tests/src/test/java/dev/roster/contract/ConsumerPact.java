package dev.roster.contract;

import au.com.dius.pact.consumer.BaseMockServer;
import au.com.dius.pact.consumer.ConsumerPactBuilder;
import au.com.dius.pact.consumer.MockHttpServerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDsl;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithoutPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import dev.roster.client.transport.JdkTransport;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Runs a consumer against a mock of a provider and, if it asked exactly what was expected, adds the
 * interactions to the pact in {@code pact.rootDir}.
 */
public final class ConsumerPact {
  private static final Transport JDK =
      new JdkTransport(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());

  private ConsumerPact() {}

  /** A call of the client to the mock. */
  @FunctionalInterface
  interface Trial {
    /**
     * Makes the call.
     *
     * @param transport sends the requests; empty for the default of the client
     */
    void run(String baseUri, Optional<Transport> transport) throws Exception;
  }

  /** Requests of another consumer than the client, which are made once. */
  @FunctionalInterface
  public interface OtherTrial {
    /** Makes the requests. */
    void run(String baseUri) throws Exception;
  }

  static PactDslRequestWithoutPath uponReceiving(
      String provider, String state, Map<String, String> parameters, String description) {
    return uponReceiving(RosterAlignment.JAVA_CLIENT, provider, state, parameters, description);
  }

  /** Begins an interaction of this consumer. */
  public static PactDslRequestWithoutPath uponReceiving(
      String consumer,
      String provider,
      String state,
      Map<String, String> parameters,
      String description) {
    return ConsumerPactBuilder.consumer(consumer)
        .pactSpecVersion(PactSpecVersion.V4)
        .hasPactWith(provider)
        .given(state, parameters)
        .uponReceiving(description);
  }

  /** The response to a request, in JSON. */
  public static PactDslResponse response(PactDslRequestWithPath request, int status, DslPart body) {
    return request
        .willRespondWith()
        .status(status)
        .matchHeader("Content-Type", "application/json(;.*)?", "application/json")
        .body(body);
  }

  /** An object with these members. */
  public static DslPart object(Consumer<LambdaDslObject> members) {
    return LambdaDsl.newJsonBody(members::accept).build();
  }

  /** An array of one or more of these. */
  static DslPart atLeastOne(Consumer<LambdaDslObject> members) {
    return LambdaDsl.newJsonArrayMinLike(1, array -> array.object(members)).build();
  }

  /** An array of exactly one of these. */
  static DslPart exactlyOne(Consumer<LambdaDslObject> members) {
    return LambdaDsl.newJsonArray(array -> array.object(members)).build();
  }

  /**
   * Tries the client on all of these interactions, over three transports: its own, another HTTP
   * library, and one in memory. It must ask for each interaction over each of them. A mutation run
   * takes only its own one, unless no check has seen the mutant.
   */
  static void check(Trial trial, PactDslResponse... interactions) {
    V4Pact pact = together(interactions);
    overHttp(uri -> trial.run(uri, Optional.empty()), pact);
    if (Boolean.getBoolean("mutation.quick")) {
      return;
    }
    try (ApacheTransport apache = new ApacheTransport()) {
      overHttp(uri -> trial.run(uri, Optional.of(apache)), pact);
    }
    inMemory(trial, pact);
  }

  /** Tries a consumer that brings its own transport. It must ask for each interaction. */
  public static void checkOther(OtherTrial trial, PactDslResponse... interactions) {
    overHttp(trial, together(interactions));
  }

  private static V4Pact together(PactDslResponse... interactions) {
    V4Pact pact = interactions[0].toPact(V4Pact.class);
    for (int i = 1; i < interactions.length; i++) {
      pact.getInteractions().addAll(interactions[i].toPact(V4Pact.class).getInteractions());
    }
    return pact;
  }

  /** A transport that sends another request in place of each, over the given or the JDK's one. */
  static Transport changing(UnaryOperator<TransportRequest> change, Optional<Transport> transport) {
    Transport network = transport.orElse(JDK);
    return request -> network.send(change.apply(request));
  }

  /**
   * As {@code ConsumerPactRunnerKt.runConsumerTest} does, but without its pause of 100 ms after
   * each trial, since the mock notes a request before it responds, and with one write of the pact
   * for all trials of a class.
   */
  private static void overHttp(OtherTrial trial, V4Pact pact) {
    BaseMockServer mock =
        MockHttpServerKt.mockServer(pact, MockProviderConfig.createDefault(PactSpecVersion.V4));
    mock.start();
    try {
      trial.run(mock.getUrl());
    } catch (Exception | AssertionError thrown) {
      throw failure(thrown, mock.validateMockServerState(null));
    } finally {
      mock.stop();
    }
    PactVerificationResult result = mock.validateMockServerState(null);
    if (!(result instanceof PactVerificationResult.Ok)) {
      throw new AssertionError(result.getDescription());
    }
    // by which transport it was asked
    WrittenPacts.add(mock.updatePact(pact));
  }

  private static void inMemory(Trial trial, V4Pact pact) {
    PactTransport memory = new PactTransport(pact);
    try {
      trial.run("http://memory.invalid", Optional.of(memory));
    } catch (Exception e) {
      throw new AssertionError("in memory: " + e.getMessage(), e);
    }
    memory.requireAllAsked();
  }

  /** The failure of the trial, with what the mock has to say unless it is content. */
  private static AssertionError failure(Throwable thrown, PactVerificationResult mock) {
    String heard = mock instanceof PactVerificationResult.Ok ? "" : "\n" + mock.getDescription();
    return new AssertionError(thrown.getMessage() + heard, thrown);
  }
}
