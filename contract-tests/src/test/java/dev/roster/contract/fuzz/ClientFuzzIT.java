package dev.roster.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.fuzz.MisbehavingServer;
import dev.roster.alignment.fuzz.ResponseBodies;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import dev.roster.client.RosterApiException;
import dev.roster.client.RosterException;
import dev.roster.client.ServerFailureException;
import dev.roster.client.UnreadableResponseException;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import dev.roster.contract.fuzz.ClientCalls.Call;
import dev.roster.openapi.Operation;
import dev.roster.testkit.RosterInstance;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes every generated call of the client: against the real server, and against one that sends
 * what no document knows. Whatever comes, a consumer gets a value or a {@link RosterException}.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientFuzzIT {
  private static final String JSON = "application/json";
  private static final Object NOTHING = new Object();
  private static final Set<String> LISTS = Set.of("results", "workspaces", "Users");

  private final CheckResults results =
      new CheckResults(
          RosterAlignment.CONFIG,
          Check.CLIENT_DOCUMENT,
          "fuzz",
          "every generated call, real and misbehaving server");
  private final MisbehavingServer misbehaving = new MisbehavingServer();
  private final Map<String, Object> state = new HashMap<>();
  private Clients ofServer;
  private Clients ofMisbehaving;

  /** Both clients of a server. */
  private record Clients(CoolsetClient coolset, CompleatClient compleat) {
    static Clients of(URI server, Map<String, Object> state) {
      return new Clients(
          ClientCalls.coolset(server, state.get("token")),
          ClientCalls.compleat(server, state.get("tenant_id"), state.get("key")));
    }
  }

  @BeforeAll
  void start() {
    RosterInstance roster = SharedServer.roster();
    Map<String, Object> tenant = roster.set("a tenant with users").values();
    state.put("tenant_id", tenant.get("tenant_id"));
    state.put("tenant_user_id", tenant.get("user_id"));
    state.put("key", tenant.get("key"));
    state.putAll(roster.set("a pending invitation").values());
    ofServer = Clients.of(roster.baseUri(), state);
    ofMisbehaving = Clients.of(misbehaving.uri(), state);
  }

  @AfterAll
  void stop() {
    misbehaving.close();
    results.write();
  }

  static Stream<Operation> operations() {
    return DocumentFuzzIT.operations();
  }

  private Object called(Operation operation, Clients clients) {
    Call call = ClientCalls.rows().get(ClientCalls.name(operation.id()));
    Object value = call.by(clients.coolset, clients.compleat, state);
    return value == null ? NOTHING : value;
  }

  /** The outcome of a misbehaving response: a value, or the exception thrown. */
  private Object outcome(Operation operation, int status, String type, String body) {
    misbehaving.respond(status, type, body);
    try {
      return called(operation, ofMisbehaving);
    } catch (RuntimeException thrown) {
      return thrown;
    }
  }

  @Test
  void everyGeneratedCallHasARowAndAnOperation() {
    assertThat(ClientCalls.generated()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(ClientCalls.rows().keySet())
        .containsExactlyInAnyOrderElementsOf(ClientCalls.generated());
    assertThat(operations().map(each -> ClientCalls.name(each.id())))
        .containsExactlyInAnyOrderElementsOf(ClientCalls.generated());
  }

  private void add(Operation operation, int checks, List<String> objections) {
    results.add(
        operation.document().name(),
        operation.id(),
        checks,
        ClientDifferences.of(operation, objections));
  }

  /** An object without a member of its own and a list without its entries are no success. */
  private static boolean saysNothing(String about, ResponseBodies bodies) {
    String name = about.replaceFirst("^(without|null for) ", "");
    return about.equals("no member at all")
        || about.equals("null in every member")
        || !name.equals(about) && (bodies.right().size() == 1 || LISTS.contains(name));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theRealServerAnswersEveryCall(Operation operation) {
    assertThat(called(operation, ofServer)).isNotSameAs(NOTHING);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nothingUnknownBreaksACall(Operation operation) {
    List<String> objections = new ArrayList<>();
    ResponseBodies bodies = new ResponseBodies(operation);
    String right = bodies.right().toString();
    Object plain = outcome(operation, 200, JSON, right);
    assertThat(plain).isNotInstanceOf(Throwable.class).isNotSameAs(NOTHING);
    assertThat(misbehaving.asked())
        .matches(operation.method() + " " + operation.path().replaceAll("\\{[^}]+}", "[^/]+"));

    Map<String, Object> outcomes = new LinkedHashMap<>();
    bodies
        .readable()
        .forEach(
            (about, body) -> outcomes.put(about, outcome(operation, 200, JSON, body.toString())));
    outcomes.put("status 299", outcome(operation, 299, JSON, right));
    outcomes.put("text/plain", outcome(operation, 200, "text/plain", right));
    outcomes.put("a problem's type", outcome(operation, 200, "application/problem+json", right));
    outcomes.forEach((about, got) -> {
      if (saysNothing(about, bodies)) {
        if (!(got instanceof UnreadableResponseException)) {
          objections.add(about + " is read: " + got);
        }
      } else if (got instanceof Throwable || got == NOTHING) {
        objections.add(about + " is not read: " + got);
      }
    });
    if (!plain.equals(outcomes.get("unknown members everywhere"))) {
      objections.add("unknown members change what is read");
    }
    int checks = outcomes.size() + 1;
    add(operation, checks, objections);
    System.out.printf("client fuzz: %s, %d odd responses read%n", operation.id(), checks);
    assertThat(objections).isEmpty();
    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whatCannotBeReadIsRefusedInTheTypedWay(Operation operation) {
    List<String> objections = new ArrayList<>();
    int checks = 0;
    ResponseBodies promised = new ResponseBodies(operation);
    List<String> unreadable =
        new ArrayList<>(
            List.of(
                "",
                "null",
                "{",
                "nonsense",
                "<html></html>",
                "\"text\"",
                "7",
                "true",
                promised.right().isArray() ? "{}" : "[]",
                "[".repeat(5_000)));
    promised.contradiction().ifPresent(body -> unreadable.add(body.toString()));
    for (String body : unreadable) {
      for (int status : new int[] {200, 299}) {
        Object got = outcome(operation, status, JSON, body);
        checks++;
        if (!(got instanceof UnreadableResponseException)) {
          objections.add("%d %.20s gave %s".formatted(status, body, got));
        }
      }
    }
    for (int status :
        new int[] {302, 400, 401, 403, 404, 405, 409, 418, 422, 429, 451, 500, 502, 503, 599}) {
      for (String body :
          List.of(
              "",
              "{}",
              "[]",
              "null",
              "[null]",
              "\"text\"",
              "{\"detail\":{}}",
              "{\"detail\":null}",
              "{\"email\":\"x\",\"y\":[null,{}]}",
              "{\"ErrorCode\":\"x\"}",
              "{\"ErrorCode\":99}",
              "{\"Message\":[]}",
              "<html></html>",
              "{",
              "\u0000")) {
        Object got = outcome(operation, status, body.startsWith("<") ? "text/html" : JSON, body);
        checks++;
        if (!(got instanceof RosterApiException refused) || refused.status() != status) {
          objections.add("%d %.20s gave %s".formatted(status, body, got));
        } else if (status >= 500 && !(got instanceof ServerFailureException)) {
          objections.add("%d gave %s".formatted(status, got));
        }
      }
    }
    add(operation, checks, objections);
    System.out.printf("client fuzz: %s, %d odd responses refused%n", operation.id(), checks);
    assertThat(objections).isEmpty();
  }
}
