package dev.roster.contract.fuzz;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.roster.alignment.fuzz.ClientFuzzer;
import dev.roster.client.CompanyFilter;
import dev.roster.client.CompleatClient;
import dev.roster.client.ConflictException;
import dev.roster.client.CoolsetClient;
import dev.roster.client.ForbiddenException;
import dev.roster.client.NotFoundException;
import dev.roster.client.RateLimitedException;
import dev.roster.client.RosterApiException;
import dev.roster.client.ServerFailureException;
import dev.roster.client.UnauthorizedException;
import dev.roster.client.UnreadableResponseException;
import dev.roster.contract.RosterAlignment;
import dev.roster.openapi.Operation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The generated calls of both clients of a server, a row for each: how a consumer makes it. */
final class ClientCalls implements ClientFuzzer.Client {
  /** A call of a consumer, with the values of a state. */
  interface Call {
    Object by(CoolsetClient coolset, CompleatClient compleat, Map<String, Object> state);
  }

  /** Texts of the document that are identifiers of a narrower type in the client. */
  static final Set<String> NARROWER = Set.of("accounts_invitations_read id");

  private static final Duration SHORT = Duration.ofMillis(1);
  private static final String INFO = "WithHttpInfo";
  private static final Map<String, Call> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put(
        "accountsCompaniesList",
        (coolset, _, _) -> coolset.companies().page(CompanyFilter.all(), 10, 0));
    ROWS.put("accountsCountriesList", (coolset, _, _) -> coolset.countries().all());
    ROWS.put("accountsCountriesRead", (coolset, _, _) -> coolset.countries().byCode("NL"));
    ROWS.put(
        "accountsInvitationsCreate",
        (coolset, _, _) -> coolset.invitations().invite("walker@example.org", 3));
    ROWS.put(
        "accountsInvitationsRead",
        (coolset, _, state) -> coolset.invitations().byId(uuid(state, "invitation_id")));
    ROWS.put("accountsUserConfigList", (coolset, _, _) -> profile(coolset));
    ROWS.put("accountsUsersList", (coolset, _, _) -> coolset.users().page(null, 10, 0));
    ROWS.put("accountsUsersMe", (coolset, _, _) -> coolset.users().me());
    ROWS.put("accountsWorkspacesList", (coolset, _, _) -> coolset.workspaces().page(10, 0));
    ROWS.put(
        "accountsWorkspacesSwitch",
        (coolset, _, state) ->
            coolset.workspaces().switchTo(((Number) state.get("company_id")).longValue()));
    ROWS.put("getUsers", (_, compleat, _) -> compleat.users());
    ROWS.put("getUser", (_, compleat, state) -> compleat.user(uuid(state, "tenant_user_id")));
  }

  private static final Map<Integer, Class<? extends RosterApiException>> EXCEPTIONS =
      Map.of(
          401, UnauthorizedException.class,
          403, ForbiddenException.class,
          404, NotFoundException.class,
          429, RateLimitedException.class);

  /** Values for calls to a server that takes any. */
  static final Map<String, Object> ANY_STATE =
      Map.of(
          "token", "a-token",
          "key", "a-key",
          "company_id", 1,
          "invitation_id", "8e03978e-40d5-43dd-bc93-6894a57f9324",
          "tenant_id", "497f6eca-6276-4993-bfeb-53cbbbba6f08",
          "tenant_user_id", "7c9e6679-7425-40de-944b-e07fc1f90ae7");

  private final CoolsetClient coolset;
  private final CompleatClient compleat;

  /** The same clients, but they repeat what fails, without a long wait. */
  private final CoolsetClient coolsetAgain;

  private final CompleatClient compleatAgain;
  private final Map<String, Object> state;

  /**
   * @param state credentials and identifiers, by name
   */
  ClientCalls(URI server, Map<String, Object> state) {
    this.coolset = coolset(server, state).retries(0).build();
    this.compleat = compleat(server, state).retries(0).build();
    this.coolsetAgain = coolset(server, state).longestRetryWait(SHORT).build();
    this.compleatAgain = compleat(server, state).longestRetryWait(SHORT).build();
    this.state = state;
  }

  private static CoolsetClient.Builder coolset(URI server, Map<String, Object> state) {
    return CoolsetClient.builder().baseUri(server).token(state.get("token").toString());
  }

  private static CompleatClient.Builder compleat(URI server, Map<String, Object> state) {
    return CompleatClient.builder()
        .baseUri(server)
        .tenant(uuid(state, "tenant_id"))
        .key(state.get("key").toString());
  }

  /** Makes the call of an operation by one of the clients, with values that any server takes. */
  static Object call(Operation operation, CoolsetClient coolset, CompleatClient compleat) {
    return ROWS.get(name(operation.id())).by(coolset, compleat, ANY_STATE);
  }

  static boolean isOfCompleat(Operation operation) {
    return operation.document().name().equals(RosterAlignment.COMPLEAT);
  }

  @Override
  public Object call(Operation operation) {
    return ROWS.get(name(operation.id())).by(coolset, compleat, state);
  }

  @Override
  public Object call(Operation operation, String name, String text) {
    return TextCalls.call(coolset, operation.id(), name, text);
  }

  @Override
  public boolean takesText(Operation operation, String name) {
    return !NARROWER.contains(operation.id() + " " + name);
  }

  @Override
  public Object callRepeatedly(Operation operation) {
    return ROWS.get(name(operation.id())).by(coolsetAgain, compleatAgain, state);
  }

  @Override
  public boolean isUnreadable(RuntimeException thrown) {
    return thrown instanceof UnreadableResponseException;
  }

  @Override
  public boolean isRefusal(RuntimeException thrown, int status) {
    return thrown instanceof RosterApiException refused && refused.status() == status;
  }

  @Override
  public boolean isRefusal(Operation operation, RuntimeException thrown, int status) {
    return isRefusal(thrown, status) && expected(operation, status).isInstance(thrown);
  }

  private static Class<? extends RosterApiException> expected(Operation operation, int status) {
    if (status == 409 && operation.document().name().equals(RosterAlignment.COOLSET)) {
      return ConflictException.class;
    }
    return status >= 500
        ? ServerFailureException.class
        : EXCEPTIONS.getOrDefault(status, RosterApiException.class);
  }

  @Override
  public Optional<Duration> retryAfter(RuntimeException thrown) {
    return thrown instanceof RosterApiException refused ? refused.retryAfter() : Optional.empty();
  }

  @Override
  public Set<String> listProperties() {
    return Set.of("results", "workspaces", "Users");
  }

  static Map<String, Call> rows() {
    return ROWS;
  }

  /** The generated calls that there are, by name. */
  static TreeSet<String> generated() {
    TreeSet<String> names = new TreeSet<>();
    new ClassFileImporter()
        .importPackages("dev.roster.client.coolset.api", "dev.roster.client.compleat.api").stream()
            .filter(type -> type.getSimpleName().endsWith("Api"))
            .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .map(Method::getName)
            .forEach(name -> names.add(name.replace(INFO, "")));
    return names;
  }

  /** The generated name of an operation. */
  static String name(String operationId) {
    StringBuilder name = new StringBuilder();
    for (String word : List.of(operationId.split("[_-]"))) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  @SuppressWarnings("deprecation")
  private static Object profile(CoolsetClient coolset) {
    return coolset.users().profile();
  }

  private static UUID uuid(Map<String, Object> state, String name) {
    return UUID.fromString(state.get(name).toString());
  }
}
