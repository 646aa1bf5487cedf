package dev.roster.server.sandbox;

import dev.roster.server.directory.VisibleName;
import dev.roster.server.failure.MalformedException;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.PercentDecoder;
import dev.roster.server.http.RefusalException;
import dev.roster.server.invitation.AcceptOutcome;
import dev.roster.server.sandbox.state.IsolatedTenant;
import dev.roster.server.sandbox.state.States;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The operations of the sandbox's control API. */
@Path("/")
public final class ControlOperations implements ControlApi {
  private static final String DOCUMENT = "sandbox-openapi.yaml";
  private static final String DEFAULT_NAME = "Sandbox";
  private static final String TENANT = "tenant";
  private static final String OPERATION_ID = "operation_id";

  private final Sandbox sandbox;
  private final SandboxTenants tenants;
  private final SandboxActions actions;

  ControlOperations(Sandbox sandbox, SandboxTenants tenants, SandboxActions actions) {
    this.sandbox = sandbox;
    this.tenants = tenants;
    this.actions = actions;
  }

  @Override
  public Map<String, Object> overview() {
    List<Map<String, Object>> calls =
        Arrays.stream(ControlApi.class.getMethods())
            .sorted(Comparator.comparing(ControlOperations::path))
            .map(call ->
                new ControlJson.Members()
                    .with("call", method(call) + " " + path(call))
                    .with("does", call.getAnnotation(Operation.class).summary())
                    .map())
            .toList();
    return new ControlJson.Members()
        .with("title", "A Roster sandbox: both contracts, and calls that control them.")
        .with("document", ControlDoor.ROOT + "/openapi")
        .with("calls", calls)
        .map();
  }

  private static String path(Method call) {
    return call.getAnnotation(Path.class).value();
  }

  private static String method(Method call) {
    return Arrays.stream(call.getAnnotations())
        .map(each -> each.annotationType().getSimpleName())
        .filter(List.of("GET", "POST", "DELETE")::contains)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String document() {
    try (InputStream in = ControlOperations.class.getResourceAsStream(DOCUMENT)) {
      if (in == null) {
        throw new IllegalStateException(DOCUMENT + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public Map<String, Object> listStates() {
    return Map.of("states", States.names());
  }

  @Override
  public Map<String, Object> setState(String text) {
    ControlBody body = ControlBody.of(text);
    String state = body.requiredText("state");
    Optional<UUID> tenant = body.uuid("tenant");
    Map<String, String> parameters = body.values("parameters");
    body.requireNoMore();
    return new ControlJson.Members()
        .with("state", state)
        .with("values", tenants.set(tenant.orElse(null), state, parameters))
        .map();
  }

  /** Verifiers tell more than is needed here, and do not clean up what never disturbs. */
  @Override
  public Map<String, Object> setPactState(String text) {
    ControlBody body = ControlBody.of(text);
    if (!body.has("state")) {
      throw new UserErrorException(
          "Send the state as JSON in the body, for example {\"state\": \"an owner\", \"params\":"
              + " {}, \"action\": \"setup\"}; a state in the query is not read.");
    }
    boolean isSetup = body.text("action").orElse("setup").equals("setup");
    Optional<String> state = body.text("state");
    return isSetup && state.isPresent() && !state.get().isEmpty()
        ? tenants.set(null, state.get(), body.values("params"))
        : Map.of();
  }

  @Override
  public Map<String, Object> listTenants() {
    return Map.of("tenants", tenants.all().stream().map(ControlJson::tenant).toList());
  }

  @Override
  public Map<String, Object> createTenant(String text) {
    ControlBody body = ControlBody.of(text);
    String name = visible("name", body.text("name").orElse(DEFAULT_NAME));
    body.requireNoMore();
    return ControlJson.tenant(tenants.create(name));
  }

  private static String visible(String member, String typed) {
    try {
      return VisibleName.parse(typed);
    } catch (MalformedException wrong) {
      throw new UserErrorException(member + " " + wrong.getMessage() + ".", wrong);
    }
  }

  @Override
  public Map<String, Object> readTenant(String tenant) {
    return ControlJson.tenant(find(tenant));
  }

  @Override
  public void deleteTenant(String tenant) {
    sandbox.deleteTenant(find(tenant).id());
  }

  @Override
  public Map<String, Object> resetTenant(String tenant) {
    IsolatedTenant found = find(tenant);
    sandbox.resetTenant(found.id());
    return ControlJson.tenant(found);
  }

  private IsolatedTenant find(String tenant) {
    return tenants
        .find(ControlBody.parseUuid(tenant))
        .orElseThrow(() -> notFound("This sandbox made no tenant " + tenant + "."));
  }

  private static RefusalException notFound(String detail) {
    return ControlDoor.problem(404, detail);
  }

  @Override
  public Map<String, Object> acceptInvitation(String invitation, String text) {
    ControlBody body = ControlBody.of(text);
    String firstName = visible("first_name", body.text("first_name").orElse("New"));
    String lastName = visible("last_name", body.text("last_name").orElse("Member"));
    body.requireNoMore();
    AcceptOutcome outcome =
        actions
            .accept(invitationId(invitation), firstName, lastName)
            .orElseThrow(() -> notFound("There is no invitation " + invitation + "."));
    return switch (outcome) {
      case AcceptOutcome.Accepted accepted ->
          Map.of("company", accepted.company(), "role", accepted.role());
      case AcceptOutcome.NamesMissing missing ->
          throw new UserErrorException("first_name and last_name of a new user must not be empty.");
      case AcceptOutcome.Refused refused ->
          throw ControlDoor.problem(409, "The invitation cannot be accepted any more.");
    };
  }

  @Override
  public void revokeInvitation(String invitation) {
    if (!actions.revokeInvitation(invitationId(invitation))) {
      throw notFound("There is no pending invitation " + invitation + ".");
    }
  }

  private static UUID invitationId(String text) {
    return ControlBody.parseUuid(text, "the id of an invitation");
  }

  @Override
  public void revokeCredential(String text) {
    ControlBody body = ControlBody.of(text);
    Optional<String> token = body.text("token");
    Optional<UUID> key = body.text("key").map(each -> ControlBody.parseUuid(each, "a tenant key"));
    body.requireNoMore();
    if (token.isPresent() == key.isPresent()) {
      throw new UserErrorException("Send either token or key.");
    }
    boolean revoked = token.map(actions::revokeToken).orElseGet(() -> revokes(key));
    if (!revoked) {
      throw notFound("Nobody has this credential.");
    }
  }

  private boolean revokes(Optional<UUID> key) {
    return key.filter(actions::revokeKey).isPresent();
  }

  @Override
  public Map<String, Object> readClock() {
    return Map.of("now", sandbox.now().toString(), "frozen", sandbox.isFrozen());
  }

  @Override
  public Map<String, Object> freezeClock(String text) {
    ControlBody body = ControlBody.of(text);
    var at = body.instant("at");
    body.requireNoMore();
    sandbox.freeze(at.orElseGet(sandbox::now));
    return readClock();
  }

  @Override
  public Map<String, Object> advanceClock(String text) {
    ControlBody body = ControlBody.of(text);
    var by = body.duration("by");
    body.requireNoMore();
    sandbox.advance(by.orElseThrow(() -> new UserErrorException("by is missing.")));
    return readClock();
  }

  @Override
  public Map<String, Object> resetClock() {
    sandbox.resetClock();
    return readClock();
  }

  @Override
  public Map<String, Object> listFaults() {
    requireParameters(TENANT);
    return Map.of(
        "faults", sandbox.faults().list(tenantAsked()).stream().map(ControlJson::fault).toList());
  }

  @Override
  public Map<String, Object> addFault(String text) {
    ControlBody body = ControlBody.of(text);
    FaultRule fault = ControlJson.fault(body);
    body.requireNoMore();
    fault
        .tenant()
        .filter(id -> tenants.find(id).isEmpty())
        .ifPresent(id -> {
          throw new UserErrorException("This sandbox made no tenant " + id + ".");
        });
    return ControlJson.fault(sandbox.faults().add(fault));
  }

  @Override
  public void clearFaults() {
    requireParameters(TENANT);
    sandbox.faults().clear(tenantAsked());
  }

  @Override
  public void removeFault(String fault) {
    if (!fault.matches("[0-9]{1,18}") || !sandbox.faults().remove(Long.parseLong(fault))) {
      throw notFound("No fault " + fault + " waits.");
    }
  }

  @Override
  public Map<String, Object> listJournal() {
    requireParameters(TENANT, OPERATION_ID);
    Optional<String> operationId = asked(OPERATION_ID);
    operationId.ifPresent(sandbox.faults()::requireKnown);
    return Map.of(
        "requests",
        sandbox.journal().list(tenantAsked(), operationId).stream()
            .map(ControlJson::entry)
            .toList());
  }

  @Override
  public void clearJournal() {
    requireParameters(TENANT);
    sandbox.journal().clear(tenantAsked());
  }

  private static Optional<UUID> tenantAsked() {
    return asked(TENANT).map(ControlBody::parseUuid);
  }

  /** A parameter of the query, which JAX-RS does not get. */
  private static Optional<String> asked(String name) {
    return pairs()
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> PercentDecoder.decode(pair.substring(name.length() + 1)))
        .findFirst();
  }

  private static Stream<String> pairs() {
    return Exchange.current().rawQuery().stream()
        .flatMap(query -> Arrays.stream(query.split("&")))
        .filter(pair -> !pair.isEmpty());
  }

  /** A misspelt one would be no filter, and an assertion on what is left out would hold. */
  private static void requireParameters(String... known) {
    List<String> unknown =
        pairs()
            .map(pair -> PercentDecoder.decode(pair.split("=", 2)[0]))
            .filter(name -> !List.of(known).contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw new UserErrorException("Unknown parameters: " + String.join(", ", unknown) + ".");
    }
  }
}
