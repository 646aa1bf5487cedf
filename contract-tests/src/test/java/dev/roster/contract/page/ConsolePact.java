package dev.roster.contract.page;

import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDslJsonArray;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.contract.Asking;
import dev.roster.contract.ConsumerPact;
import dev.roster.contract.RosterAlignment;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The words in which the tests of the page at /console are written. */
final class ConsolePact {
  static final String INVITATIONS = "/console/api/invitations";
  static final String PENDING = "a pending invitation";
  static final String UNKNOWN_TOKEN = "a token that nobody has";
  static final String EXHAUSTED = "a caller who has used up the rate limit";
  static final String EMAIL = "alan@example.org";
  static final UUID ID = UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08");

  /** Seconds that a visitor has to wait. */
  static final int WAIT = 30;

  private static final Map<Integer, String> TITLES =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          409, "Conflict",
          429, "Too Many Requests");

  private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";
  private static final String A_MOMENT = "2026-08-24T14:15:22.250000Z";

  private ConsolePact() {}

  /** A request of the page in this state, with the state's token. */
  static Asking asking(String description, String state) {
    return asking(description, state, Map.of());
  }

  /** As {@link #asking(String, String)}, by a caller of this role. */
  static Asking askingAs(String role, String description) {
    return asking(description, "a caller", Map.of("role", role));
  }

  private static Asking asking(String description, String state, Map<String, String> parameters) {
    return new Asking(
        ConsumerPact.uponReceiving(
            RosterAlignment.CONSOLE_PAGE, RosterAlignment.CONSOLE, state, parameters, description),
        request ->
            request
                .headers("Accept", "application/json")
                .headerFromProviderState(
                    "Authorization", "Bearer ${token}", "Bearer " + ConsolePage.TOKEN));
  }

  /** A success with these items in one page that is the last one, or the whole. */
  static PactDslResponse lastPage(
      PactDslRequestWithPath request, Consumer<LambdaDslJsonArray> items) {
    return response(request, 200, object(o -> o.array("items", items).nullValue("next")));
  }

  /** A success with one item or more, and none after them. */
  static PactDslResponse lastPageOf(
      PactDslRequestWithPath request, Consumer<LambdaDslObject> item) {
    return response(request, 200, object(o -> o.minArrayLike("items", 1, item).nullValue("next")));
  }

  /** A success with one item or more, and a cursor. */
  static PactDslResponse pageOf(
      PactDslRequestWithPath request, String next, Consumer<LambdaDslObject> item) {
    return response(
        request, 200, object(o -> o.minArrayLike("items", 1, item).stringType("next", next)));
  }

  /** A refusal of which the page reads the status. */
  static PactDslResponse refusal(PactDslRequestWithPath request, int status) {
    return refusal(request, status, reason -> {});
  }

  /** A refusal whose reason the page shows. */
  static PactDslResponse refusal(PactDslRequestWithPath request, int status, String detail) {
    return refusal(request, status, reason -> reason.stringValue("detail", detail));
  }

  /** A refusal that the page knows by its code. */
  static PactDslResponse coded(PactDslRequestWithPath request, int status, String code) {
    return refusal(request, status, reason -> reason.stringValue("code", code));
  }

  /** With the members that each refusal has, since the document allows none without a body. */
  private static PactDslResponse refusal(
      PactDslRequestWithPath request, int status, Consumer<LambdaDslObject> reason) {
    return response(
        request,
        status,
        object(o -> {
          o.stringValue("title", TITLES.get(status)).numberValue("status", status);
          reason.accept(o);
        }));
  }

  /** The refusal of one request too many. */
  static PactDslResponse throttled(PactDslRequestWithPath request) {
    return later(refusal(request, 429));
  }

  /** The refusal, with the time to wait. */
  static PactDslResponse later(PactDslResponse refusal) {
    return refusal.matchHeader("Retry-After", "[1-9]\\d*", Integer.toString(WAIT));
  }

  /** The tokens of a caller, which the page asks for whenever somebody signs in. */
  static PactDslResponse tokens() {
    return tokens(
        asking("the tokens of a caller", "a caller").get("/console/api/tokens"),
        token ->
            token
                .array(
                    "scopes", s -> s.stringValue("read").stringValue("write").stringValue("admin"))
                .nullValue("expires_at"));
  }

  /** A list of one token, which is the caller's. */
  static PactDslResponse tokens(
      PactDslRequestWithPath request, Consumer<LambdaDslObject> differing) {
    DslPart list =
        object(o ->
            o.array(
                "items",
                items ->
                    items.object(token -> {
                      token
                          .stringType("id", "7Qm2x")
                          .stringType("label", "laptop")
                          .stringMatcher("created_at", MOMENT, A_MOMENT)
                          .nullValue("last_used_at")
                          .booleanValue("is_current", true);
                      differing.accept(token);
                    })));
    return response(request, 200, list);
  }

  /** The roles that an owner invites with, which the page asks for beside the invitations. */
  static PactDslResponse roles() {
    return roles(asking("the roles of an owner", "a caller").get("/console/api/roles"), "ADMIN");
  }

  /** One role or more; all states of a server share them, so their number and names are open. */
  static PactDslResponse roles(PactDslRequestWithPath request, String name) {
    return response(
        request,
        200,
        object(o ->
            o.minArrayLike(
                "items", 1, role -> role.integerType("id", 3).stringType("name", name))));
  }

  /** No role, for a caller who may not invite. */
  static PactDslResponse noRoles(PactDslRequestWithPath request) {
    return response(request, 200, object(o -> o.array("items", items -> {})));
  }

  /** The pending invitations of a workspace that has one. */
  static PactDslResponse pending() {
    return lastPage(
        asking("pending invitations", PENDING).get(INVITATIONS).query("limit=25&state=pending"),
        items -> items.object(each -> invitation(each, "pending").nullValue("mail")));
  }

  /** The invitation of the state. */
  static LambdaDslObject invitation(LambdaDslObject invitation, String state) {
    return common(invitation, state)
        .valueFromProviderState("id", "${invitation_id}", ID.toString())
        .valueFromProviderState("email", "${invited_email}", EMAIL);
  }

  /** Any invitation. */
  static LambdaDslObject anyInvitation(LambdaDslObject invitation, String state) {
    return common(invitation, state)
        .uuid("id", ID)
        .stringMatcher("email", ".+@.+", EMAIL)
        .nullValue("mail");
  }

  private static LambdaDslObject common(LambdaDslObject invitation, String state) {
    return invitation
        .object("auth_group", group -> group.stringValue("name", "EDITOR"))
        .stringValue("state", state)
        .stringValue("invited_by", "Ada Lovelace")
        .stringMatcher("created_at", MOMENT, A_MOMENT)
        .stringMatcher("expires_at", MOMENT, "2026-08-31T14:15:22.250000Z");
  }

  /** An event of the audit log. */
  static LambdaDslObject event(LambdaDslObject event, String action) {
    return event.stringMatcher("at", MOMENT, A_MOMENT).stringValue("action", action);
  }
}
