package dev.roster.server.web;

import dev.roster.browser.Chromium;
import dev.roster.browser.Tab;
import dev.roster.browser.Viewport;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.mail.RetryPolicy;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A browser, a server with a mailbox, and the way from one to the other. Each {@link #look} runs
 * axe-core, requires that the page fits the screen, and leaves a picture in {@code
 * target/screenshots}; {@code -Dscreenshots.update=true} retakes those of the documentation.
 */
abstract class PagesFixture {
  static final int EDITOR = 3;

  static Chromium browser;

  TestServer server;
  Tab tab;

  private interface Visit {
    void on(String page) throws IOException;
  }

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Chromium.startOrSkip();
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void startServer() {
    start(null);
  }

  /** A server whose pages lead to an application, unless that is null. */
  void start(URI app) {
    MailConfig usual = MailConfig.to(new MailConfig.Route.Mailbox());
    RetryPolicy quick =
        new RetryPolicy(
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            9,
            Duration.ofMillis(100));
    server =
        TestServer.on(
                TestDatabase.fresh(),
                new MailConfig(
                    usual.route(),
                    usual.from(),
                    usual.publicUrl(),
                    ZoneId.of("Europe/Amsterdam"),
                    usual.validity(),
                    quick,
                    Optional.ofNullable(app),
                    usual.brand()))
            .load("two-tenants");
    sql("UPDATE company SET default_locale = 'en-GB', name = 'Green Grocers' WHERE id = 1");
    sql("UPDATE person SET first_name = 'Grace', last_name = 'Hopper' WHERE id = 1");
  }

  @AfterEach
  void stopServer() {
    if (tab != null) {
      tab.close();
    }
    server.close();
  }

  void sql(String statement) {
    server.database().inTransaction(tx -> tx.handle().execute(statement));
  }

  void open(Viewport on, String path) {
    tab = browser.open(on, server.baseUri());
    tab.open(server.baseUri() + path);
  }

  /** Invites, and goes from the mailbox through the mail to the page, which other tests look at. */
  UUID followTheMail(Viewport on, String email) throws IOException {
    return followTheMail(on, email, page -> {});
  }

  /**
   * The same, and looks at the mailbox and at the mail.
   *
   * @param prefix of the names of their pictures
   */
  UUID lookAtTheMail(Viewport on, String email, String prefix) throws IOException {
    return followTheMail(on, email, page -> look(prefix + page));
  }

  /** Invites, and goes from the mailbox to the mail. */
  UUID lookForTheMail(Viewport on, String email) throws IOException {
    return readTheMail(on, email, page -> {});
  }

  private UUID readTheMail(Viewport on, String email, Visit visit) throws IOException {
    UUID id = InvitationFixture.invite(server, email, EDITOR);
    Waiting.until(() ->
        InvitationFixture.count(server, "SELECT count(*) FROM outbox WHERE state = 'sent'") == 1);
    open(on, "/dev/mailbox");
    visit.on("mailbox");
    activate("main h2 a");
    tab.untilShown("Accept the invitation");
    visit.on("mail");
    return id;
  }

  private UUID followTheMail(Viewport on, String email, Visit visit) throws IOException {
    UUID id = readTheMail(on, email, visit);
    activate("a[href*=accept]");
    tab.untilTrue("location.pathname === '/accept' && document.querySelector('h1') !== null");
    return id;
  }

  void look(String state) throws IOException {
    tab.look(state);
  }

  void typeName(String first, String last) {
    tab.tabTo("#first");
    tab.type(first);
    tab.tabTo("#last");
    tab.type(last);
  }

  void accept() {
    activate("#accept");
  }

  /** Goes to a link or button by keyboard and uses it. */
  void activate(String selector) {
    tab.tabTo(selector);
    tab.enter();
  }

  long members(String email) {
    return InvitationFixture.count(
        server,
        "SELECT count(*) FROM membership m JOIN person p ON p.id = m.person_id"
            + " WHERE m.enabled AND m.company_id = 1 AND p.email_key = '"
            + email.toLowerCase(Locale.ROOT)
            + "'");
  }
}
