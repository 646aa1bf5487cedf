package dev.roster.server.web;

import dev.roster.browser.Viewport;
import dev.roster.server.testing.InvitationFixture;
import java.io.IOException;

/** The console in a browser, and the way into it. */
abstract class ConsoleFixture extends PagesFixture {
  /** Reports the requests that change something, and lets a test decide what becomes of them. */
  private static final String WATCHED =
      """
      window.sent = [];
      window.real = window.fetch;
      window.fetch = (path, how) => {
        if (how.method === 'POST') {
          window.sent.push({path, key: how.headers['Idempotency-Key'] || null});
        }
        return window.real(path, how);
      };
      0
      """;

  /** Opens a section of the console, and signs in as people do. */
  void signIn(Viewport on, String token, String section) {
    open(on, "/console#" + section);
    tab.untilShown("Sign in");
    type(token);
    untilRead(section);
  }

  void type(String token) {
    tab.tabTo("#token");
    tab.type(token);
    tab.enter();
  }

  /** Goes to a section by its link. */
  void turnTo(String section) {
    tab.tabTo("#sections a[href=\"#" + section + "\"]");
    tab.enter();
    untilRead(section);
  }

  /** Waits until a section is shown with what it has read. */
  void untilRead(String section) {
    String view = "document.querySelector('#view-" + section + "')";
    tab.untilTrue(
        view + "?.hidden === false && " + view + ".querySelector('[aria-busy]') === null");
  }

  void lookAt(String section) throws IOException {
    look("console-" + section);
  }

  void watch() {
    tab.run(WATCHED);
  }

  /** Loses the responses to requests that change something, which arrive all the same. */
  void loseResponses() {
    tab.run(
        """
        window.heard = window.fetch;
        window.fetch = async (path, how) => {
          const answer = await window.heard(path, how);
          if (how.method === 'POST') {
            throw new TypeError('lost');
          }
          return answer;
        };
        0
        """);
  }

  void hearResponses() {
    tab.run("window.fetch = window.heard; 0");
  }

  /** Answers requests to a path with a status, without a server. */
  void answer(String path, int status, String headers) {
    tab.run(
        """
        window.heard = window.fetch;
        window.fetch = (path, how) => path.includes('%s')
          ? Promise.resolve(new Response('{}', {status: %d, headers: %s}))
          : window.heard(path, how);
        0
        """
            .formatted(path, status, headers));
  }

  String sent(String member) {
    return tab.run("window.sent.map((each) => each." + member + ").join()").asText();
  }

  void invite(String email) {
    tab.tabTo("#email");
    tab.type(email);
    tab.enter();
  }

  String focused() {
    return tab.run("document.activeElement.innerText || document.activeElement.id").asText();
  }

  String value(String field) {
    return tab.run("document.getElementById('" + field + "').value").asText();
  }

  long count(String query) {
    return InvitationFixture.count(server, query);
  }

  /** Adds members of the first company. */
  void members(int many) {
    sql(
        """
        WITH added AS (
          INSERT INTO person (uid, email, email_key, first_name, last_name, is_active,
            is_mfa_enrolled, is_mfa_required, status)
          SELECT gen_random_uuid(), 'member' || n || '@alpha.test', 'member' || n || '@alpha.test',
            'Member', 'Number' || n, true, false, false, 'ACTIVE'
          FROM generate_series(1, %d) n RETURNING id)
        INSERT INTO membership (company_id, person_id, auth_group_id, enabled)
        SELECT 1, id, 4, true FROM added
        """
            .formatted(many));
  }
}
