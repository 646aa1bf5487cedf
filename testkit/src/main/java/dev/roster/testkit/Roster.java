package dev.roster.testkit;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The server as one test class sees it, or one test if JUnit runs the tests of the class in
 * parallel: a tenant of its own with a company and a member for each role, and everything that can
 * be done to it. Safe for use by many threads.
 *
 * {@snippet file="com/example/CompaniesTest.java" region="test"}
 */
public final class Roster {
  private final RosterInstance instance;
  private final SandboxTenant tenant;
  private final boolean dedicated;
  private volatile boolean left;

  Roster(RosterInstance instance, String name, boolean dedicated) {
    this.instance = instance;
    this.tenant = SandboxTenant.of(instance.control().post("/tenants", Map.of("name", name)));
    this.dedicated = dedicated;
  }

  /** The URL of both contracts, without a trailing slash. */
  public URI baseUri() {
    return instance.baseUri();
  }

  /**
   * The address of a path, such as {@code /api/accounts/companies/}.
   *
   * @throws IllegalArgumentException if it does not begin with a slash
   */
  public URI uri(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash: " + path);
    }
    return URI.create(baseUri() + path);
  }

  /** The bearer token of the member with this role, for the Coolset contract. */
  public String token(Role role) {
    return member(role).token();
  }

  /** The e-mail address of the member with this role. */
  public String email(Role role) {
    return member(role).email();
  }

  /** The member with this role as the Coolset contract shows it. */
  public long userId(Role role) {
    return member(role).id();
  }

  /** The member with this role as the Compleat contract shows it. */
  public UUID userUid(Role role) {
    return member(role).uid();
  }

  private SandboxTenant.Member member(Role role) {
    return Objects.requireNonNull(tenant.members().get(role));
  }

  /**
   * The tenant, for the Compleat contract.
   *
   * {@snippet file="com/example/RosterExamplesTest.java" region="tenant"}
   */
  public UUID tenantId() {
    return tenant.id();
  }

  /** The key of the tenant, for the header {@code x-api-compleat-key}. */
  public String tenantKey() {
    return tenant.key();
  }

  /** The company as the Coolset contract shows it. */
  public long companyId() {
    return tenant.companyId();
  }

  /** The company as the Compleat contract shows it. */
  public UUID companyUid() {
    return tenant.companyUid();
  }

  /** The names of all states. */
  public static List<String> states() {
    return RosterInstance.states();
  }

  /** Brings the directory into a state; see {@link #set(String, Map)}. */
  public State set(String state) {
    return set(state, Map.of());
  }

  /**
   * Brings the directory into a state, beside the tenant of this class.
   *
   * {@snippet file="com/example/RosterExamplesTest.java" region="state"}
   *
   * @param parameters what the state may be told, such as the role of the caller
   * @return the state with its values, such as the token of its caller
   * @throws UnknownStateException if there is no such state
   * @throws IllegalArgumentException if the state knows no such parameter, or not this value
   */
  public State set(String state, Map<String, ?> parameters) {
    requirePresent();
    return instance.set(tenant.id(), state, parameters);
  }

  /**
   * Makes the tenant what it was at first, with the same identifiers, tokens and key; states that
   * were set, faults and recorded requests are gone.
   */
  public void reset() {
    control().post("/tenants/" + tenant.id() + "/reset", Map.of());
  }

  /**
   * Accepts an invitation as its invitee does by the link in the mail, whose account has some name
   * if it is new; see {@link #acceptInvitation(UUID, String, String)}.
   *
   * {@snippet file="com/example/RosterExamplesTest.java" region="accept"}
   */
  public void acceptInvitation(UUID invitation) {
    control().post("/invitations/" + invitation + "/accept", Map.of());
  }

  /**
   * Accepts an invitation as its invitee does by the link in the mail: from then on the invitee is
   * a member of the company.
   *
   * @param firstName of an invitee without an account
   * @param lastName of an invitee without an account
   * @throws IllegalArgumentException if a name is empty or too long
   * @throws IllegalStateException if there is no such invitation, or it is not pending
   */
  public void acceptInvitation(UUID invitation, String firstName, String lastName) {
    control()
        .post(
            "/invitations/" + invitation + "/accept",
            Map.of("first_name", firstName, "last_name", lastName));
  }

  /**
   * Revokes an invitation, as an operator does.
   *
   * @throws IllegalStateException if there is no such invitation, or it is not pending
   */
  public void revokeInvitation(UUID invitation) {
    control().post("/invitations/" + invitation + "/revoke", Map.of());
  }

  /**
   * Revokes a bearer token, as an operator does: requests with it are refused from then on.
   *
   * {@snippet file="com/example/RosterExamplesTest.java" region="revoke"}
   *
   * @throws IllegalStateException if nobody has such a token
   */
  public void revokeToken(String token) {
    control().post("/credentials/revoke", Map.of("token", token));
  }

  /**
   * Revokes the key of a tenant, as an operator does.
   *
   * @throws IllegalStateException if no tenant has such a key
   */
  public void revokeKey(String key) {
    control().post("/credentials/revoke", Map.of("key", key));
  }

  /**
   * Injects a fault into requests with the credentials of this class, those of its states included.
   *
   * {@snippet file="com/example/RosterExamplesTest.java" region="fault"}
   *
   * @throws IllegalArgumentException if no contract has the operation; the message tells near names
   */
  public void inject(Fault fault) {
    control().post("/faults", fault.on(tenant.id()));
  }

  /** Removes the faults that wait. */
  public void clearFaults() {
    control().delete("/faults?tenant=" + tenant.id());
  }

  /**
   * The requests that came with the credentials of this class, oldest first, without secrets.
   *
   * {@snippet file="com/example/RosterExamplesTest.java" region="recorded"}
   */
  public List<RecordedRequest> requests() {
    Object requests = control().get("/journal?tenant=" + tenant.id()).get("requests");
    List<RecordedRequest> recorded = new ArrayList<>();
    for (Object each : (List<?>) Objects.requireNonNull(requests)) {
      recorded.add(RecordedRequest.of(Json.members(each)));
    }
    return List.copyOf(recorded);
  }

  /** The time of the server. */
  public Instant now() {
    return Instant.parse(String.valueOf(control().get("/clock").get("now")));
  }

  /**
   * Stops the server's clock.
   *
   * {@snippet file="com/example/InvitationClockTest.java" region="freeze"}
   *
   * @throws IllegalArgumentException if the instant is out of the sandbox's bounds
   * @throws IllegalStateException unless the class has a server to itself
   */
  public void freeze(Instant at) {
    requireDedicated();
    control().post("/clock/freeze", Map.of("at", at));
  }

  /**
   * Moves the server's time on: tokens and invitations expire.
   *
   * {@snippet file="com/example/InvitationClockTest.java" region="test"}
   *
   * @throws IllegalArgumentException unless the time is positive and within the sandbox's bounds
   * @throws IllegalStateException unless the class has a server to itself
   */
  public void advance(Duration time) {
    requireDedicated();
    control().post("/clock/advance", Map.of("by", time));
  }

  /** Returns to the time of the machine, which also happens after each test. */
  public void resetClock() {
    requireDedicated();
    control().post("/clock/reset", Map.of());
  }

  private void requireDedicated() {
    if (!dedicated) {
      throw new IllegalStateException(
          "Other classes, or tests that run in parallel, share this server and would see its clock"
              + " move. Write @RosterTest(dedicated = true) on the outermost class, and"
              + " @Execution(SAME_THREAD) if its tests run in parallel.");
    }
  }

  /** The state that a test must not leave to the next. */
  void tidy() {
    clearFaults();
    if (dedicated) {
      resetClock();
    }
  }

  /** Leaves nothing behind on a server that goes on. */
  void leave() {
    control().delete("/tenants/" + tenant.id());
    left = true;
  }

  private void requirePresent() {
    if (left) {
      throw new IllegalStateException(
          "The test or class that had this Roster is over, and its tenant is deleted. Take Roster"
              + " as a parameter or field of the class that uses it.");
    }
  }

  private ControlClient control() {
    requirePresent();
    return instance.control();
  }
}
