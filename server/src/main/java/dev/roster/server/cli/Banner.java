package dev.roster.server.cli;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.MailConfig.Route;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.db.SqlReason;
import dev.roster.server.http.LocalRequests;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The text that {@code serve} prints when the server is up. */
final class Banner {
  private static final Logger LOG = LoggerFactory.getLogger(Banner.class);

  private final RosterServer server;
  private final DatabaseUrl database;
  private final Optional<EmbeddedPostgres> embedded;
  private final MailConfig mail;
  private final boolean docs;

  /**
   * @param embedded the PostgreSQL that was started for this server, if one was
   */
  Banner(
      RosterServer server,
      DatabaseUrl database,
      Optional<EmbeddedPostgres> embedded,
      MailConfig mail,
      boolean docs) {
    this.server = server;
    this.database = database;
    this.embedded = embedded;
    this.mail = mail;
    this.docs = docs;
  }

  void print(PrintWriter out) {
    String base = server.baseUri().toString();
    out.println();
    out.println("Roster is up.");
    out.println("  Start here            " + base + "/");
    out.println("  Coolset Accounts API  " + base + "/api/accounts/");
    out.println("  Compleat Users API    " + base + "/api/users/");
    if (docs) {
      out.println("  Try them              " + base + "/docs");
    }
    out.println("  Owners and admins     " + base + "/console");
    embedded.ifPresentOrElse(
        own -> printEmbedded(out, own), () -> out.println("  PostgreSQL            " + database));
    server.managementUri().ifPresent(uri -> out.println("  Management            " + uri));
    printMail(out, base);
    out.flush();
    if (known(() -> DemoData.isIn(server)).orElse(false)) {
      printDemo(out, base);
    }
    out.println();
    out.println("Ctrl-C stops it.");
    out.flush();
  }

  /** Commands that can be pasted; the password stays in its file. */
  private static void printEmbedded(PrintWriter out, EmbeddedPostgres own) {
    out.println(
        "  Commands beside it    %s company list --data-dir %s"
            .formatted(
                ShellWord.of(System.getProperty("roster.command", "roster")),
                ShellWord.of(own.folder().toString())));
    out.println(
        "  PostgreSQL            PGPASSWORD=$(cat %s) psql %s"
            .formatted(ShellWord.of(own.passwordFile().toString()), own.psqlOptions()));
  }

  /** A server that serves must not end because a line of its banner cannot be had. */
  private static <T> Optional<T> known(Supplier<T> fact) {
    try {
      return Optional.of(fact.get());
    } catch (RuntimeException busy) {
      LOG.warn("the banner leaves something out: {}", SqlReason.of(busy));
      return Optional.empty();
    }
  }

  private void printMail(PrintWriter out, String base) {
    switch (mail.route()) {
      case Route.Mailbox _ -> out.println("  Mail                  " + base + "/dev/mailbox");
      case Route.Smtp smtp -> {
        out.println("  Mail                  " + smtp.server());
        String links = mail.publicUrl().map(URI::toString).orElse(base);
        out.println("  Links in mails        " + links);
        if (LocalRequests.isNamedBy(links.replaceFirst("^[a-z]+://", "").replaceFirst("/.*", ""))) {
          out.println("                        which only this machine can open; see --public-url");
        } else if (links.startsWith("http:")) {
          out.println("                        which are not encrypted on their way");
        }
      }
      case Route.Nowhere _ -> {
        out.println("  Mail                  waits in the outbox until there is an --smtp-url");
        long waiting = known(server::waitingMails).orElse(0L);
        if (waiting > 0) {
          out.println("                        " + waiting + " waiting");
        }
      }
    }
  }

  private static void printDemo(PrintWriter out, String base) {
    out.println();
    out.println(
        "Demo data: the tokens and the key are public, so never let others reach this server.");
    for (DemoData.Role role : DemoData.Role.values()) {
      out.printf("  %-8s %-24s token %s%n", role, role.email(), role.token());
    }
    out.println("  tenant   " + DemoData.TENANT + "  key " + DemoData.TENANT_KEY);
    out.println();
    out.println("Try:");
    out.println();
    out.println(
        "  curl -H 'Authorization: Bearer %s' '%s/api/accounts/companies/?search=green'"
            .formatted(DemoData.Role.OWNER.token(), base));
    out.println();
    out.println(
        "  curl -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\"
            .formatted(DemoData.Role.OWNER.token()));
    out.println(
        "       -d '{\"email\":\"ada@example.org\",\"auth_group\":3}' '%s/api/accounts/invitations/'"
            .formatted(base));
    out.println();
    out.println(
        "  curl -H 'x-api-compleat-key: %s' -H 'x-api-version: 1' '%s/api/users/%s/null'"
            .formatted(DemoData.TENANT_KEY, base, DemoData.TENANT));
  }
}
