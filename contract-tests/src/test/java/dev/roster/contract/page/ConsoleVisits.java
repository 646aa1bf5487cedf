package dev.roster.contract.page;

import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.browser.Chromium;
import dev.roster.browser.Tab;
import dev.roster.browser.Viewport;
import dev.roster.contract.ConsumerPact;
import dev.roster.contract.InProcessServer;
import dev.roster.contract.SharedServer;
import dev.roster.contract.WrittenPacts;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Visits of the real page at /console, in a real browser. What the page asks of the Roster Console
 * API is answered by a mock, all else by a real server; so only the former becomes a pact.
 */
@ExtendWith({SharedServer.class, WrittenPacts.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleVisits {
  private Chromium browser;

  @BeforeAll
  void startBrowser() throws IOException, InterruptedException {
    browser = Chromium.startOrSkip();
  }

  @AfterAll
  void stopBrowser() throws IOException, InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  /**
   * Signs in as an owner.
   *
   * @param place as it stands behind the # of the address
   * @param interactions all that the page asks of the mock, which it must ask for
   */
  void visit(String place, Consumer<ConsolePage> visit, PactDslResponse... interactions) {
    visitAs("OWNER", place, visit, interactions);
  }

  /** The same as a caller of another role. */
  void visitAs(
      String role, String place, Consumer<ConsolePage> visit, PactDslResponse... interactions) {
    Map<String, Object> state = SharedServer.roster().set("a caller", Map.of("role", role));
    visit(state, UnaryOperator.identity(), place, visit, interactions);
  }

  /**
   * The same as the caller of a state.
   *
   * @param value the name of a number of the state, which the real server tells
   * @param example the number that the mock tells instead
   */
  void visitIn(
      String state,
      String value,
      int example,
      String place,
      Consumer<ConsolePage> visit,
      PactDslResponse... interactions) {
    Map<String, Object> values = SharedServer.roster().set(state);
    String real = values.get(value).toString();
    visit(
        values, body -> body.replace(real, Integer.toString(example)), place, visit, interactions);
  }

  private void visit(
      Map<String, Object> state,
      UnaryOperator<String> told,
      String place,
      Consumer<ConsolePage> visit,
      PactDslResponse... interactions) {
    InProcessServer roster = SharedServer.roster();
    String token = state.get("token").toString();
    ConsumerPact.checkOther(
        mock -> {
          try (ConsoleOrigin origin =
                  new ConsoleOrigin(roster.baseUri(), token, URI.create(mock), told);
              Tab tab = browser.open(Viewport.DESKTOP, origin.uri())) {
            ConsolePage page = new ConsolePage(tab, origin.uri());
            page.signIn(place);
            visit.accept(page);
            tab.assertAllFromHere();
          }
        },
        interactions);
  }
}
