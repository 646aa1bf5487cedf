package dev.roster.alignment.fuzz;

import dev.roster.alignment.fuzz.ClientFuzzer.Client;
import dev.roster.alignment.fuzz.ClientFuzzer.Outcome;
import dev.roster.alignment.fuzz.MisbehavingServer.Response;
import dev.roster.openapi.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The requests of a client for one operation: their texts, and their second attempts. */
final class RequestFuzzer {
  private static final String JSON = "application/json";

  /**
   * Failures after which a call is repeated. One names a time to wait, which clients make longer by
   * chance; after the others they wait as they like.
   */
  private static final List<Response> TRANSIENT =
      List.of(new Response(503, JSON, "{}", ""), new Response(429, JSON, "{}", "0"), Response.NONE);

  /** Refusals after which it is not; the 429 asks for a longer wait than any client has. */
  private static final List<Response> REFUSALS =
      Stream.concat(
              Stream.of(400, 401, 403, 404, 405, 409, 422)
                  .map(status -> new Response(status, JSON, "{}", "0")),
              Stream.of(new Response(429, JSON, "{}", "86400")))
          .toList();

  private final MisbehavingServer server;
  private final Client client;
  private final Operation operation;
  private final Response success;
  private final List<String> objections = new ArrayList<>();
  private int cases;

  RequestFuzzer(MisbehavingServer server, Client client, Operation operation) {
    this.server = server;
    this.client = client;
    this.operation = operation;
    this.success = new Response(200, JSON, new ResponseBodies(operation).right().toString(), "");
  }

  Outcome texts() {
    TextArguments arguments = new TextArguments(operation);
    for (String name : arguments.names()) {
      if (client.takesText(operation, name)) {
        TextArguments.TEXTS.forEach(text -> text(arguments, name, text));
      }
    }
    return ClientResult.outcome(operation, cases, objections);
  }

  private void text(TextArguments arguments, String name, String text) {
    server.respond(success);
    Object result = ClientResult.of(() -> client.call(operation, name, text));
    cases++;
    if (ClientResult.isFailure(result)) {
      objections.add(name + " = " + text + " fails: " + result);
    }
    for (ReceivedRequest request : server.received()) {
      List<String> arrived = arguments.values(name, request);
      if (!arrived.equals(List.of(text))) {
        objections.add(name + " = " + text + " arrives as " + arrived);
      }
    }
    objections.addAll(server.repeatedHeaders());
  }

  Outcome attempts() {
    List<String> keys = new ArrayList<>();
    for (Response failure : TRANSIENT) {
      server.respond(success, failure);
      Object result = ClientResult.of(() -> client.callRepeatedly(operation));
      cases++;
      Attempts attempts = new Attempts(operation, server.received());
      keys.addAll(attempts.idempotencyKeys());
      String after =
          "a call that fails once with "
              + (failure == Response.NONE ? "no response " : failure.status() + " ");
      if (ClientResult.isFailure(result)) {
        objections.add(after + "ends in " + result);
      }
      attempts.objections().forEach(each -> objections.add(after + each));
      objections.addAll(server.repeatedHeaders());
    }
    if (keys.size() != Set.copyOf(keys).size()) {
      objections.add("several calls have the same Idempotency-Key");
    }
    REFUSALS.forEach(this::refusal);
    return ClientResult.outcome(operation, cases, objections);
  }

  private void refusal(Response refusal) {
    server.respond(refusal);
    Object result = ClientResult.of(() -> client.callRepeatedly(operation));
    cases++;
    if (!(result instanceof RuntimeException thrown
        && client.isRefusal(operation, thrown, refusal.status())
        && client.retryAfter(thrown).equals(wait(refusal)))) {
      objections.add(
          refusal.status() + " with Retry-After " + refusal.retryAfter() + " gave " + result);
    }
    int attempts = server.received().size();
    if (attempts != 1) {
      objections.add(refusal.status() + " is followed by another attempt: " + attempts);
    }
    objections.addAll(server.repeatedHeaders());
  }

  private static Optional<Duration> wait(Response refusal) {
    return Optional.of(Duration.ofSeconds(Long.parseLong(refusal.retryAfter())));
  }
}
