package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.browser.Viewport;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console as owners, admins and others use it, with the keyboard only. */
class ConsoleBrowserTest extends ConsoleFixture {
  private static final List<String> SECTIONS = List.of("members", "invitations", "tokens", "audit");

  private static final String PENDING =
      "SELECT count(*) FROM invitation WHERE company_id = 1 AND accepted_at IS NULL"
          + " AND revoked_at IS NULL AND expired_at IS NULL";

  /** Rows of the invitations, without the headings. */
  private static final String ROWS =
      "[...document.querySelectorAll('#view-invitations tbody tr')].map(row => row.innerText)"
          + ".join('|')";

  @ParameterizedTest
  @EnumSource
  void anOwnerReadsEverySection(Viewport on) throws Exception {
    for (String name : List.of("mary", "charles", "ada")) {
      InvitationFixture.invite(server, name + "@example.org", EDITOR);
    }
    Waiting.until(() -> count("SELECT count(*) FROM outbox WHERE state = 'sent'") == 3);
    members(40);
    open(on, "/console");
    tab.untilShown("Sign in");
    look("console-sign-in");
    assertThat(tab.run("document.title").asText()).isEqualTo("Sign in · Roster");
    type("ann-token");
    untilRead("members");

    assertThat(tab.hasFocus("#title")).as("a screen reader begins with the workspace").isTrue();
    assertThat(tab.text())
        .contains("Signed in as Grace Hopper (ann@alpha.test), owner.", "42 members")
        .as("no member has a time")
        .doesNotContain("Times are those of");
    lookAt("members");
    for (String section : SECTIONS) {
      turnTo(section);
      if (!section.equals("members")) {
        assertThat(tab.hasFocus("#" + section + "-title")).as(section).isTrue();
        assertThat(tab.text()).contains("Times are those of");
        assertThat(
                tab.run("document.querySelector('main section:not([hidden]) time').innerText")
                    .asText())
            .as("as in mail")
            .matches("\\d{1,2} [A-Z][a-z]+ 20\\d\\d \\d\\d:\\d\\d");
        lookAt(section);
      }
      if (section.equals("tokens")) {
        assertThat(tab.run("document.querySelector('#view-tokens tbody').innerText").asText())
            .contains("this one", "in use now");
      }
      if (section.equals("invitations")) {
        picture(on == Viewport.PHONE ? 1300 : 900);
      }
    }
    assertThat(tab.run("document.title").asText()).isEqualTo("Audit · Green Grocers · Roster");
    assertThat(tab.text()).contains("invited somebody", "ada@example.org", "Grace Hopper");
    assertThat(tab.spoken()).contains("table: Audit", "columnheader: Who", "link: Invitations");
    tab.assertAllFromHere();
  }

  /** The picture of the documentation. */
  private void picture(int height) throws IOException {
    tab.colours("dark");
    tab.picture("console-dark", height);
    tab.colours("light");
    tab.picture("console", height);
  }

  /** WCAG 2.2, 1.4.10: 320 pixels are a desktop at 400 percent. */
  @ParameterizedTest
  @EnumSource
  void everySectionFitsTheNarrowestScreens(Viewport on) {
    InvitationFixture.invite(server, "a".repeat(60) + "@" + "example.".repeat(8) + "org", EDITOR);
    sql("UPDATE company SET name = repeat('Grocers', 20)");
    signIn(on, "ann-token", "members");
    for (String section : SECTIONS) {
      turnTo(section);
      for (int width : List.of(320, 360, 600, 720, 768, 1440)) {
        tab.width(width);
        assertThat(
                tab.run(
                        "document.documentElement.scrollWidth"
                            + " - document.documentElement.clientWidth")
                    .asInt())
            .as("%s sticks out of %s", section, width)
            .isZero();
      }
    }
    tab.assertAllFromHere();
  }

  @ParameterizedTest
  @EnumSource
  void anInvitationIsMadeSentAgainAndRevoked(Viewport on) throws Exception {
    signIn(on, "ann-token", "invitations");
    assertThat(tab.text()).contains("No invitation is pending. Invite somebody");
    look("console-no-invitations");

    invite("ada@example.org");
    tab.untilShown("The invitation to ada@example.org is on its way.");
    tab.untilTrue(ROWS + ".includes('ada@example.org')");
    assertThat(tab.run(ROWS).asText()).contains("As viewer, invited by Grace Hopper", "in 7 days");
    assertThat(value("email")).isEmpty();
    assertThat(tab.hasFocus("#email")).as("ready for the next one").isTrue();
    assertThat(count(PENDING)).isEqualTo(1);
    look("console-invited");

    tab.tabTo("button[aria-label=\"Resend the invitation to ada@example.org\"]");
    tab.enter();
    tab.untilTrue("document.getElementById('ask').open");
    assertThat(tab.hasFocus("#ask-no")).as("Enter alone changes nothing").isTrue();
    tab.escape();
    tab.untilTrue("!document.getElementById('ask').open");
    assertThat(focused()).isEqualTo("Resend");
    tab.enter();
    tab.tabTo("#ask-yes");
    tab.enter();
    tab.untilShown("A new mail to ada@example.org is on its way.");
    assertThat(focused()).startsWith("ada@example.org");
    assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(2);

    tab.tabTo("button[aria-label=\"Revoke the invitation to ada@example.org\"]");
    tab.enter();
    tab.untilShown("The link that ada@example.org got stops working at once.");
    look("console-revoke");
    tab.tabTo("#ask-yes");
    tab.enter();
    tab.untilShown("The invitation to ada@example.org is revoked.");
    assertThat(tab.run(ROWS).asText()).contains("Revoked").doesNotContain("Resend");
    assertThat(count(PENDING)).isZero();

    turnTo("audit");
    assertThat(tab.text())
        .contains("invited somebody", "sent an invitation again", "revoked an invitation");
    assertThat(tab.run("document.querySelector('#view-audit tbody [title]').title").asText())
        .isEqualTo("invitation.revoked");
    tab.assertAllFromHere();
  }

  /** An imported invitation has had no mail. */
  @Test
  void resendingSpeaksOfEarlierMailsWhereThereWereSome() {
    InvitationFixture.invite(server, "ada@example.org", EDITOR);
    Waiting.until(() -> count("SELECT count(*) FROM outbox WHERE state = 'sent'") == 1);
    sql("DELETE FROM outbox");
    signIn(Viewport.DESKTOP, "ann-token", "invitations");

    tab.tabTo("button[aria-label=\"Resend the invitation to ada@example.org\"]");
    tab.enter();
    tab.untilShown("ada@example.org gets a mail. No mail was sent for this invitation before.");
    tab.tabTo("#ask-yes");
    tab.enter();
    tab.untilShown("A new mail to ada@example.org is on its way.");
    tab.assertAllFromHere();
  }

  @Test
  void aServerWithoutAMailServerSaysThatMailWaits() {
    server.close();
    server = TestServer.on(TestDatabase.fresh(), MailConfig.off()).load("two-tenants");
    sql("UPDATE company SET default_locale = 'en-GB'");
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    invite("ada@example.org");
    tab.untilShown("Its mail waits until this server can send mail.");
    tab.untilTrue(ROWS + ".includes('ada@example.org')");

    tab.tabTo("button[aria-label=\"Resend the invitation to ada@example.org\"]");
    tab.enter();
    tab.untilShown("gets a new mail in place of the one that waits.");
    assertThat(tab.text()).contains("This server sends no mail now");
    tab.tabTo("#ask-yes");
    tab.enter();
    tab.untilShown("A mail to ada@example.org waits until this server can send mail.");
    tab.assertAllFromHere();
  }

  @Test
  void invitationsAreChosenByTheirState() {
    InvitationFixture.invite(server, "ada@example.org", EDITOR);
    InvitationFixture.invite(server, "old@example.org", EDITOR);
    sql("UPDATE invitation SET expires_at = now() - interval '2 days' WHERE email LIKE 'old%'");
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    assertThat(tab.run(ROWS).asText()).contains("ada@example.org").doesNotContain("old@");

    tab.tabTo("a[data-state=expired]");
    tab.enter();
    tab.untilTrue(ROWS + ".includes('old@example.org')");
    assertThat(tab.run(ROWS).asText()).contains("2 days ago").doesNotContain("ada@");
    tab.reload();
    untilRead("invitations");
    assertThat(tab.run(ROWS).asText()).contains("old@example.org");
    assertThat(tab.run("document.querySelector('a[aria-current=true]').innerText").asText())
        .isEqualTo("Expired");

    tab.tabTo("a[data-state=revoked]");
    tab.enter();
    tab.untilShown("No invitation was revoked.");
    tab.run("history.back()");
    tab.untilTrue(ROWS + ".includes('old@example.org')");

    sql("UPDATE invitation SET declined_at = now(), revoked_at = now() WHERE email LIKE 'ada%'");
    tab.tabTo("a[data-state=declined]");
    tab.enter();
    tab.untilTrue(ROWS + ".includes('ada@example.org')");
    assertThat(tab.run(ROWS).asText()).contains("Declined").doesNotContain("Revoked", "Resend");
    tab.assertAllFromHere();
  }

  @ParameterizedTest
  @EnumSource
  void membersAreSearchedAndRead(Viewport on) throws Exception {
    members(60);
    signIn(on, "ann-token", "members");
    tab.tabTo("#view-members a[rel=next]");
    tab.enter();
    tab.untilShown("26–50 of 62");
    assertThat(tab.hasFocus("#members-title")).as("the link is gone").isTrue();

    tab.tabTo("#terms");
    tab.type("number44 member");
    tab.enter();
    tab.untilShown("1 member found by number44 member");
    assertThat(tab.text()).contains("member44@alpha.test").doesNotContain("member45@alpha.test");
    assertThat(tab.hasFocus("#terms")).isTrue();
    tab.reload();
    tab.untilShown("1 member found by number44 member");
    tab.run("history.back()");
    tab.untilShown("26–50 of 62");

    tab.tabTo("#terms");
    tab.type("nobody at all");
    tab.enter();
    tab.untilShown("Nobody is found by nobody at all");
    look("console-none-found");
    tab.tabTo("#view-members a[href=\"#members\"]");
    tab.enter();
    tab.untilShown("62 members");
    tab.assertAllFromHere();
  }

  private static final String SUSPENDED =
      "[...document.querySelectorAll('#view-members tr')]"
          + ".filter(row => row.querySelector('.badge.suspended'))"
          + ".map(row => row.querySelector('th').innerText).join('|')";

  /** A word says it, and a reader of the screen hears it with the name of the row. */
  @ParameterizedTest
  @EnumSource
  void whoIsSuspendedIsMarked(Viewport on) throws Exception {
    members(60);
    sql(
        "UPDATE person SET is_active = false WHERE id = 2 OR last_name IN ('Number30',"
            + " 'Number59')");
    signIn(on, "ann-token", "members");

    assertThat(tab.run(SUSPENDED).asText()).isEqualTo("Bo Both suspended");
    assertThat(tab.spoken()).anyMatch(line -> line.startsWith("rowheader: Bo Both suspended"));
    look("console-suspended");
    tab.width(320);
    tab.assertFits("suspended at 320");
    tab.tabTo("#view-members a[rel=next]");
    tab.enter();
    tab.untilShown("26–50 of 62");
    tab.untilTrue(SUSPENDED + " === 'Member Number30 suspended'");
    tab.tabTo("#terms");
    tab.type("number59");
    tab.enter();
    tab.untilShown("1 member found by number59");
    assertThat(tab.run(SUSPENDED).asText()).isEqualTo("Member Number59 suspended");
    tab.assertAllFromHere();
  }

  /** More than the server tells at once; the page reads on until it knows all that it shows. */
  @Test
  void theLastOfManySuspendedMembersIsMarked() {
    members(120);
    sql("UPDATE person SET is_active = false WHERE last_name LIKE 'Number%'");
    signIn(Viewport.DESKTOP, "ann-token", "members");
    String read =
        "performance.getEntriesByType('resource').filter(each =>"
            + " each.name.includes('console/api/suspensions')).length";
    assertThat(tab.run(read).asInt()).as("the first page is enough").isEqualTo(1);
    assertThat(tab.run(SUSPENDED).asText()).contains("Number23").doesNotContain("Number24");

    tab.run("location.hash = 'members?page=5'");
    tab.untilShown("101–122 of 122");

    tab.untilTrue(SUSPENDED + ".endsWith('Member Number120 suspended')");
    assertThat(
            tab.run("document.querySelectorAll('#view-members .badge.suspended').length").asInt())
        .isEqualTo(22);
    assertThat(tab.run(read).asInt()).isEqualTo(3);
    tab.assertAllFromHere();
  }

  /** The API refuses to tell anybody else, who is not to read of a failure. */
  @Test
  void anEditorReadsMembersWithoutSuspensions() {
    sql("UPDATE person SET is_active = false WHERE id = 1");
    signIn(Viewport.PHONE, "both-token", "members");

    assertThat(tab.text()).contains("Grace Hopper").doesNotContain("suspended");
    assertThat(tab.run("document.getElementById('trouble').hidden").asBoolean()).isTrue();
  }

  @Test
  void aLongLogIsReadToItsEnd() {
    sql(
        "INSERT INTO audit_event (at, action, actor, actor_person_id, company_id, detail)"
            + " SELECT now() - n * interval '1 hour', 'workspace.switched', 'user', 1, 1, '{}'"
            + " FROM generate_series(1, 60) n");
    signIn(Viewport.DESKTOP, "ann-token", "audit");
    String rows = "document.querySelectorAll('#view-audit tbody tr').length";
    assertThat(tab.run(rows).asInt()).isEqualTo(25);

    tab.tabTo("#view-audit .list button");
    tab.enter();
    tab.untilTrue(rows + " === 50");
    assertThat(
            tab.run(
                    "[...document.querySelectorAll('#view-audit tbody th')].indexOf("
                        + "document.activeElement)")
                .asInt())
        .as("goes on where it ended")
        .isEqualTo(25);
    tab.tabTo("#view-audit .list button");
    tab.enter();
    tab.untilTrue(rows + " > 50 && document.querySelector('#view-audit .list button').hidden");
    tab.assertAllFromHere();
  }

  @ParameterizedTest
  @EnumSource
  void anotherWorkspaceIsSwitchedTo(Viewport on) throws Exception {
    signIn(on, "ann-token", "audit");
    tab.tabTo("#workspace");
    tab.type("Alpha");
    tab.tabTo("#switch button");
    tab.enter();

    tab.untilShown("You are in Alpha Two now.");
    untilRead("audit");
    assertThat(tab.run("document.title").asText()).isEqualTo("Audit · Alpha Two · Roster");
    assertThat(tab.text()).contains("switched to this workspace");
    assertThat(focused()).isEqualTo("Switch");
    look("console-switched");
    assertThat(server.get("ann-token", "/api/accounts/users/me/").text()).contains("Alpha Two");
    tab.assertAllFromHere();
  }

  @Test
  void anEditorReadsWhoDecides() throws Exception {
    signIn(Viewport.PHONE, "both-token", "invitations");
    assertThat(tab.text())
        .contains(
            "Only owners and admins of a workspace can see what is here. You are editor of Green");
    look("console-editor");
    invite("ada@example.org");
    tab.untilShown("The invitation to ada@example.org is on its way.");
    assertThat(sections()).containsExactly("members", "invitations", "tokens");
    goTo("audit");
    assertThat(tab.text()).contains("Only owners and admins of a workspace can see what is here.");
    turnTo("tokens");
    assertThat(tab.text()).contains("Your role in Green Grocers: editor.", "this one");
    tab.assertAllFromHere();
  }

  /** Only what the API does not refuse is offered; what an old address names says who decides. */
  @Test
  void aViewerIsOfferedWhatAViewerMay() throws Exception {
    sql("UPDATE membership SET auth_group_id = 4 WHERE company_id = 1 AND auth_group_id = 3");
    signIn(Viewport.PHONE, "both-token", "members");

    assertThat(sections()).containsExactly("members", "tokens");
    assertThat(tab.text()).doesNotContain("Invite somebody");
    look("console-viewer");
    goTo("invitations");
    assertThat(tab.text())
        .contains("Only owners and admins of a workspace can see what is here. You are viewer of");
    tab.assertAllFromHere();
  }

  /** Without a token that may write, an editor has no use of the invitations. */
  @Test
  void anEditorWhoMayOnlyReadIsNotOfferedTheInvitations() {
    sql("UPDATE api_token SET scopes = '{read}'");
    signIn(Viewport.DESKTOP, "both-token", "members");

    assertThat(sections()).containsExactly("members", "tokens");
  }

  /** An address without a section leads to one that is offered. */
  @Test
  void whoMaySeeNoMembersBeginsWithTheTokens() {
    sql("DELETE FROM auth_group_permission WHERE auth_group_id = 3");
    open(Viewport.DESKTOP, "/console");
    tab.untilShown("Sign in");
    type("both-token");
    untilRead("tokens");

    assertThat(sections()).containsExactly("tokens");
    assertThat(tab.text()).contains("Your role in Green Grocers: editor.", "this one");
  }

  private List<String> sections() {
    return List.of(
        tab.run(
                "[...document.querySelectorAll('#sections a')].filter(a => a.checkVisibility())"
                    + ".map(a => a.hash.slice(1)).join()")
            .asText()
            .split(","));
  }

  /** As by a bookmark. */
  private void goTo(String section) {
    tab.run("location.hash = '#" + section + "'; 0");
    untilRead(section);
  }

  @Test
  void aUserWithoutAWorkspaceReadsWhatToDo() {
    signIn(Viewport.PHONE, "nobody-token", "members");
    assertThat(tab.text()).contains("No workspace", "You are a member of no workspace.");
    assertThat(sections()).containsExactly("tokens");
    goTo("audit");
    assertThat(tab.text()).contains("You are a member of no workspace.");
    turnTo("tokens");
    assertThat(tab.text()).contains("this one");
    tab.assertAllFromHere();
  }

  @Test
  void aTokenThatMayOnlyReadSaysSo() throws Exception {
    sql("UPDATE api_token SET scopes = '{read}'");
    signIn(Viewport.DESKTOP, "ann-token", "invitations");

    assertThat(tab.text()).contains("You are signed in with a token that may only read.");
    assertThat(tab.spoken()).noneMatch(line -> line.matches("button: (Invite|Re|Switch).*"));
    look("console-read-only");
    tab.assertAllFromHere();
  }

  @ParameterizedTest
  @EnumSource
  void aDutchVisitorReadsDutch(Viewport on) throws Exception {
    InvitationFixture.invite(server, "ada@example.org", EDITOR);
    tab = browser.open(on, server.baseUri());
    tab.languages("nl-NL,en");
    tab.open(server.baseUri() + "/console#invitations");
    tab.untilShown("Inloggen");
    type("ann-token");
    untilRead("invitations");

    assertThat(tab.run("document.documentElement.lang").asText()).isEqualTo("nl");
    assertThat(tab.run("document.title").asText())
        .isEqualTo("Uitnodigingen · Green Grocers · Roster");
    assertThat(tab.text()).contains("over 7 dagen", "Als bewerker, uitgenodigd door Grace Hopper");
    look("console-nl");
    sql("UPDATE person SET is_active = false WHERE id = 2");
    turnTo("members");
    tab.untilTrue(SUSPENDED + " === 'Bo Both geschorst'");
    turnTo("invitations");
    invite("ada@example.org");
    tab.untilShown("Voor dit adres staat al een uitnodiging open.");
    tab.width(320);
    tab.assertFits("Dutch at 320");
    tab.assertAllFromHere();
  }

  @Test
  void namesOfOthersAreTextAndNothingElse() throws Exception {
    String hostile = "<img src=x onerror=document.title=1>";
    sql("UPDATE company SET name = '" + hostile + "' WHERE id = 1");
    sql("UPDATE person SET first_name = '" + hostile + "', last_name = E'\\u202egro.live'");
    sql("UPDATE api_token SET label = '" + hostile + "'");
    InvitationFixture.invite(server, "\\\"<b>x\\\"@example.org", EDITOR);
    signIn(Viewport.PHONE, "ann-token", "members");
    for (String section : SECTIONS) {
      turnTo(section);
      assertThat(tab.text()).as(section).contains(hostile);
      assertThat(tab.run("document.querySelectorAll('img, b, script:not([src])').length").asInt())
          .as(section)
          .isZero();
    }
    assertThat(tab.run("document.title").asText()).isEqualTo("Audit · " + hostile + " · Roster");
    look("console-hostile");
    tab.assertAllFromHere();
  }

  @Test
  void withoutScriptsThePageSaysWhatItNeeds() {
    tab = browser.open(Viewport.PHONE, server.baseUri());
    tab.withoutScripts();
    tab.open(server.baseUri() + "/console");

    assertThat(tab.spoken()).anyMatch(line -> line.contains("This page needs JavaScript"));
    assertThat(tab.spoken()).noneMatch(line -> line.startsWith("button"));
  }
}
