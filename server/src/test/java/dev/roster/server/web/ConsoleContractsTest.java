package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.browser.Viewport;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the console as a consumer of the contracts. */
class ConsoleContractsTest extends ConsoleFixture {
  private static final OpenApiDocument CONSOLE = document("roster-console");

  private static OpenApiDocument document(String name) {
    return OpenApiDocument.read(Path.of("..", "specs", name + ".yaml"));
  }

  /** Uses all of the page, and holds each of its requests against the documents. */
  @Test
  @Tag("promise:console-page")
  void itCallsOperationsOfTheTwoDocumentsAndAllOfItsOwn() {
    signIn(Viewport.DESKTOP, "ann-token", "members");
    tab.run(
        """
        window.called = [];
        window.plain = window.fetch;
        window.fetch = (path, how) => {
          window.called.push((how.method || 'GET') + ' ' + new URL(path, location).pathname);
          return window.plain(path, how);
        };
        0
        """);
    turnTo("invitations");
    invite("ada@example.org");
    tab.untilShown("The invitation to ada@example.org is on its way.");
    confirm("Resend", "A new mail to ada@example.org is on its way.");
    confirm("Revoke", "The invitation to ada@example.org is revoked.");
    turnTo("tokens");
    turnTo("audit");
    turnTo("members");

    Set<String> operations = new TreeSet<>();
    Set<String> unknown = new TreeSet<>();
    for (JsonNode call : tab.run("window.called")) {
      List<String> ids = operations(call.asText());
      (ids.isEmpty() ? unknown : operations).addAll(ids.isEmpty() ? List.of(call.asText()) : ids);
    }

    assertThat(unknown).isEmpty();
    assertThat(operations)
        .contains("accounts_users_list", "accounts_invitations_create")
        .containsAll(CONSOLE.operations().stream().map(Operation::id).toList());
  }

  private void confirm(String change, String done) {
    tab.tabTo("button[aria-label=\"" + change + " the invitation to ada@example.org\"]");
    tab.enter();
    tab.tabTo("#ask-yes");
    tab.enter();
    tab.untilShown(done);
  }

  private static List<String> operations(String call) {
    return Stream.of(CONSOLE, document("coolset-accounts"))
        .flatMap(document -> document.operations().stream())
        .filter(each ->
            call.matches(each.method() + " " + each.path().replaceAll("\\{[^}]+}", "[^/]+")))
        .map(Operation::id)
        .toList();
  }
}
