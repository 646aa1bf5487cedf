package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.browser.Viewport;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents in a real browser, with the keyboard only. */
class DocsBrowserTest extends PagesFixture {
  /**
   * Rules of axe-core that the markup of Swagger UI breaks and that cannot be mended from outside.
   * The list is exact: a new one is red, and so is one that an update of Swagger UI has mended.
   */
  private static final Set<String> OF_SWAGGER_UI =
      Set.of(
          // tags are h3 below an h1, the parts of an operation h4
          "heading-order",
          // the link to an operation stands in the button that opens it
          "nested-interactive");

  /** Of an operation alone, without the headings around it. */
  private static final Set<String> OF_AN_OPERATION = Set.of("nested-interactive");

  /** On a phone, the path of a deprecated operation wraps, and its link is close to its button. */
  private static final String OF_SWAGGER_UI_ON_A_PHONE = "target-size";

  /** The browser cannot fill in fields without a name by itself, which nobody wants here. */
  private static final String NO_AUTOFILL = "FormEmptyIdAndNameAttributesForInputError";

  private static final String ME = "#operations-users-accounts_users_me ";

  private final Map<String, String> broken = new TreeMap<>();

  @ParameterizedTest
  @EnumSource
  void aCallIsAuthorizedTriedAndAnswered(Viewport on) throws IOException {
    open(on, "/docs");
    tab.untilTrue("document.querySelectorAll('.opblock').length === 10");
    look("docs-start");
    tab.picture("docs", 1100);

    tab.tabTo(".btn.authorize");
    tab.enter();
    tab.tabTo("#auth-bearer-value");
    look("docs-authorize");
    tab.type("ann-token");
    tab.enter();
    tab.tabTo(".btn-done");
    tab.enter();
    tab.tabTo(ME + ".opblock-summary-control");
    tab.enter();
    tab.tabTo(ME + ".execute");
    look("docs-operation");
    tab.enter();
    tab.untilTrue("document.querySelector('" + ME + ".live-responses-table .response') !== null");

    assertThat(
            tab.run("document.querySelector('" + ME + ".live-responses-table').innerText").asText())
        .contains("200", "\"first_name\": \"Grace\"");
    look("docs-answer");
    assertThat(broken.keySet()).as(broken.toString()).isEqualTo(expected(on));
    tab.assertAllFromHere(NO_AUTOFILL);
  }

  private static Set<String> expected(Viewport on) {
    Set<String> expected = new TreeSet<>(OF_SWAGGER_UI);
    if (on == Viewport.PHONE) {
      expected.add(OF_SWAGGER_UI_ON_A_PHONE);
    }
    return expected;
  }

  @Override
  void look(String state) throws IOException {
    look(state, "html");
  }

  private void look(String state, String selector) throws IOException {
    for (String scheme : List.of("dark", "light")) {
      tab.colours(scheme);
      tab.untilTrue(
          "document.documentElement.classList.contains('dark-mode') === " + scheme.equals("dark"));
      for (String barrier : tab.barriers(selector)) {
        broken.putIfAbsent(
            barrier.substring(0, barrier.indexOf(':')), state + ", " + scheme + ": " + barrier);
      }
      tab.picture(scheme.equals("dark") ? state + "-dark" : state);
    }
    tab.assertFits(state);
  }

  @ParameterizedTest
  @EnumSource
  void theOtherDocumentIsChosenAndAskedWithItsKey(Viewport on) throws IOException {
    open(on, "/docs");
    tab.untilTrue("document.querySelectorAll('.opblock').length === 10");

    tab.tabTo("nav a[href*=compleat]");
    tab.enter();

    tab.untilTrue("document.querySelectorAll('.opblock').length === 2");
    assertThat(tab.text()).contains("The tenant id of the path", "/api/user/{tenantId}/{userId}");
    assertThat(tab.run("document.querySelector('nav a[aria-current=page]').innerText").asText())
        .isEqualTo("Compleat Users API");
    look("docs-compleat");
    assertThat(broken.keySet()).as(broken.toString()).isEqualTo(OF_SWAGGER_UI);
    tab.assertAllFromHere(NO_AUTOFILL);
  }

  /** The text about every operation opens on demand. */
  @ParameterizedTest
  @ValueSource(strings = {"coolset-accounts", "compleat-users", "roster-console"})
  void theFirstOperationIsInTheFirstScreen(String contract) {
    open(Viewport.DESKTOP, "/docs?contract=" + contract);
    tab.untilTrue("document.querySelectorAll('.opblock').length > 1");

    assertThat(
            tab.run(
                    "document.querySelector('.opblock').getBoundingClientRect().bottom <="
                        + " innerHeight")
                .asBoolean())
        .isTrue();
    assertThat(tab.run("document.querySelector('.info details').open").asBoolean()).isFalse();
    tab.tabTo(".info summary");
    tab.enter();
    assertThat(tab.text()).contains("Checks run in this order");
  }

  /** Swagger UI stays English, and says so to a screen reader. */
  @ParameterizedTest
  @EnumSource
  void aDutchVisitorReadsDutchAroundTheContract(Viewport on) throws IOException {
    tab = browser.open(on, server.baseUri());
    tab.languages("nl-NL,en");
    tab.open(server.baseUri() + "/docs");
    tab.untilTrue("document.querySelectorAll('.opblock').length === 10");

    assertThat(tab.text()).contains("Aanroepen die je hier probeert", "Roster is niet verbonden");
    assertThat(tab.run("document.getElementById('swagger-ui').lang").asText()).isEqualTo("en");
    look("docs-nl");
    assertThat(broken.keySet()).as(broken.toString()).isEqualTo(expected(on));
  }

  @ParameterizedTest
  @CsvSource({
    "coolset-accounts, demo-owner-token",
    "compleat-users, d025eedc-5ea0-4de8-be9f-f8873545add9",
    "roster-console, demo-viewer-token"
  })
  void demoCredentialsAreInTheFirstScreenWithTheFirstOperation(String contract, String credential)
      throws IOException {
    server.close();
    server = TestServer.empty(Clock.systemUTC()).load("dev/roster/server/cli/demo");
    open(Viewport.DESKTOP, "/docs?contract=" + contract);
    tab.untilTrue("document.querySelectorAll('.opblock').length > 1");

    assertThat(tab.text()).contains(credential);
    assertThat(
            tab.run(
                    "document.querySelector('.opblock').getBoundingClientRect().bottom <="
                        + " innerHeight")
                .asBoolean())
        .isTrue();
    look("docs-demo-" + contract);
    assertThat(broken.keySet()).as(broken.toString()).isEqualTo(OF_SWAGGER_UI);
  }

  /** Optional parameters, bodies and enumerations are seen in some operations only. */
  @ParameterizedTest
  @CsvSource({"coolset-accounts, 10", "compleat-users, 2", "roster-console, 7"})
  void everyOperationIsReadableWhenItIsOpen(String contract, int operations) throws IOException {
    open(Viewport.DESKTOP, "/docs?contract=" + contract);
    tab.untilTrue("document.querySelectorAll('.opblock').length === " + operations);

    for (JsonNode id : tab.run("[...document.querySelectorAll('.opblock')].map(each => each.id)")) {
      String toggle = "document.querySelector('#%s .opblock-summary-control').click()";
      tab.run(toggle.formatted(id.asText()));
      tab.untilTrue(
          "document.querySelector('#%s .responses-wrapper') !== null".formatted(id.asText()));
      look("docs-" + id.asText(), "#" + id.asText());
      tab.run(toggle.formatted(id.asText()));
    }

    assertThat(broken.keySet()).as(broken.toString()).isEqualTo(OF_AN_OPERATION);
  }

  /** WCAG 2.2, 1.4.10: 320 pixels are a desktop at 400 percent. */
  @ParameterizedTest
  @CsvSource({
    "DESKTOP, coolset-accounts, 10",
    "PHONE, coolset-accounts, 10",
    "PHONE, compleat-users, 2",
    "PHONE, roster-console, 7"
  })
  void theNarrowestScreensFit(Viewport on, String contract, int operations) {
    open(on, "/docs?contract=" + contract);
    tab.untilTrue("document.querySelectorAll('.opblock').length === " + operations);
    for (int width : new int[] {320, 360}) {
      tab.width(width);
      tab.untilTrue("document.documentElement.clientWidth <= " + width);
      // a phone shows a page that is too wide smaller, and tells that as its own width
      assertThat(
              tab.run(
                      "document.documentElement.scrollWidth"
                          + " - document.documentElement.clientWidth")
                  .asInt())
          .as("sticks out of %s", width)
          .isZero();
    }
  }

  /** Pastes the credential that {@code serve} prints, and changes nothing else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coolset-accounts | auth-bearer-value | demo-owner-token | 8",
        "compleat-users | api_key_value | d025eedc-5ea0-4de8-be9f-f8873545add9 | 2",
        "roster-console | auth-bearer-value | demo-owner-token | 5",
      })
  void theFirstTryOfEveryReadingCallWorks(String contract, String field, String pasted, int calls) {
    authorize(contract, field, pasted);

    JsonNode reading = reading();
    assertThat(reading).hasSize(calls);
    reading.forEach(id -> assertFirstTryWorks(id.asText()));
  }

  /** A pasted credential may have more around it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coolset-accounts | auth-bearer-value | Bearer demo-owner-token",
        "coolset-accounts | auth-bearer-value | Authorization: bearer demo-owner-token",
        "compleat-users | api_key_value | x-api-compleat-key: d025eedc-5ea0-4de8-be9f-f8873545add9",
      })
  void theWholeHeaderMayBePasted(String contract, String field, String pasted) {
    authorize(contract, field, pasted);

    assertFirstTryWorks(reading().get(0).asText());
  }

  /** Until the tab is closed, and no longer than until it is told to forget. */
  @Test
  void aTabRemembersTheCredentialUntilItIsToldToForget() {
    authorize("coolset-accounts", "auth-bearer-value", "demo-owner-token");
    tab.reload();
    tab.untilTrue("document.querySelectorAll('.opblock').length > 1");
    assertFirstTryWorks(reading().get(0).asText());

    assertThat(tab.run("localStorage.length").asInt()).isZero();
    tab.tabTo(".btn.authorize");
    tab.enter();
    tab.untilTrue("document.querySelector('.modal-btn.auth:not(.btn-done)') !== null");
    tab.run("document.querySelector('.modal-btn.auth:not(.btn-done)').click()");
    tab.untilTrue("sessionStorage.length === 0");
  }

  private void authorize(String contract, String field, String pasted) {
    server.close();
    server = TestServer.empty(Clock.systemUTC()).load("dev/roster/server/cli/demo");
    open(Viewport.DESKTOP, "/docs?contract=" + contract);
    tab.untilTrue("document.querySelectorAll('.opblock').length > 1");
    tab.tabTo(".btn.authorize");
    tab.enter();
    tab.tabTo("#" + field);
    tab.type(pasted);
    tab.enter();
    tab.untilTrue("document.querySelector('.btn-done') !== null");
    tab.tabTo(".btn-done");
    tab.enter();
  }

  private JsonNode reading() {
    return tab.run(
        "[...document.querySelectorAll('.opblock')].filter(each => each.querySelector("
            + "'.opblock-summary-method').innerText.trim() === 'GET').map(each => each.id)");
  }

  private void assertFirstTryWorks(String id) {
    String block = "document.getElementById('" + id + "')";
    String toggle = block + ".querySelector('.opblock-summary-control').click()";
    tab.run(toggle);
    // Swagger UI draws the button first, then what it reads of the operation, then the values of
    // its fields; no person is faster than that
    tab.untilTrue(
        block
            + ".querySelector('.responses-wrapper') !== null && [..."
            + block
            + ".querySelectorAll('.parameters tr')].filter(row => row.querySelector('.required'))"
            + ".every(row => row.querySelector('input, select').value !== '')");
    tab.run(block + ".querySelector('.execute').click()");
    String answer = block + ".querySelector('.live-responses-table .response')";
    tab.untilTrue(answer + " !== null");
    assertThat(tab.run(answer + ".innerText").asText()).as(id).startsWith("200");
    assertThat(tab.run(block + ".querySelector('.request-url').innerText").asText())
        .as("the first page of everything")
        .doesNotContainPattern("[?&](?!limit=(?:10|25)\\b|offset=0\\b)");
    // what stays open is drawn again for each change elsewhere on the page
    tab.run(toggle);
  }
}
