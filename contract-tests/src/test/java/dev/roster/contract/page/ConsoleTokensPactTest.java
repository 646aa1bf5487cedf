package dev.roster.contract.page;

import static dev.roster.contract.page.ConsolePact.EXHAUSTED;
import static dev.roster.contract.page.ConsolePact.UNKNOWN_TOKEN;
import static dev.roster.contract.page.ConsolePact.asking;
import static dev.roster.contract.page.ConsolePact.noRoles;
import static dev.roster.contract.page.ConsolePact.pending;
import static dev.roster.contract.page.ConsolePact.refusal;
import static dev.roster.contract.page.ConsolePact.throttled;
import static dev.roster.contract.page.ConsolePact.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The tokens of the visitor: what signing in asks for, and the section that lists them. */
class ConsoleTokensPactTest extends ConsoleVisits {
  private static final String PATH = "/console/api/tokens";

  @Test
  void theTokensOfTheVisitor() {
    visit(
        "tokens",
        page ->
            page.untilShown(
                "laptop", "this one", "7Qm2x", "read, write, admin", "in use now", "never"),
        tokens());
  }

  @Test
  void aTokenThatExpires() {
    visit(
        "tokens",
        page ->
            page.untilTrue(
                "document.querySelector('#view-tokens time[datetime^=\"2036-08-24\"]') !== null"),
        tokens(
            asking("a token that expires", "a caller whose token expires").get(PATH),
            token ->
                token
                    .array(
                        "scopes",
                        scopes ->
                            scopes.stringValue("read").stringValue("write").stringValue("admin"))
                    .valueFromProviderState(
                        "expires_at", "${expires_at}", "2036-08-24T14:15:22Z")));
  }

  @Test
  void aTokenThatMayOnlyReadIsOfferedNothingThatWrites() {
    String state = "a caller whose token may only read";
    visit(
        "invitations",
        page -> {
          page.untilShown(
              "You are signed in with a token that may only read.",
              "As editor, invited by Ada Lovelace");

          assertThat(page.text()).doesNotContain("Resend", "Invite somebody");
        },
        tokens(
            asking("a token that may only read", state).get(PATH),
            token ->
                token
                    .array("scopes", scopes -> scopes.stringValue("read"))
                    .nullValue("expires_at")),
        noRoles(asking("no roles for a token that may only read", state).get("/console/api/roles")),
        pending());
  }

  @Test
  void aTokenThatIsRefusedIsNotKept() {
    visit(
        "tokens",
        page -> {
          page.untilShown("This token is not valid, or not any more.");
          page.untilTrue("sessionStorage.length === 0");
        },
        refusal(asking("the tokens of nobody", UNKNOWN_TOKEN).get(PATH), 401));
  }

  @Test
  void aVisitorWhoAskedTooOftenIsToldWhenToComeBack() {
    visit(
        "tokens",
        page -> page.untilShown("That was too much for now. Try again in 30 seconds."),
        throttled(asking("tokens beyond the rate limit", EXHAUSTED).get(PATH)));
  }
}
