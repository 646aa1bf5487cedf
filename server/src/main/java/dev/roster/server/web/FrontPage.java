package dev.roster.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.RefusalPage;
import dev.roster.server.mail.Language;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page that says what this server is and where its parts stand; programs get an index. The
 * state of the server is told to this machine only.
 */
@Path("")
public final class FrontPage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final boolean withMailbox;
  private final boolean withDocs;
  private final Supplier<ServerState> state;

  /**
   * @param withMailbox whether the pages of the mailbox exist
   * @param withDocs whether the pages of the documents exist
   */
  public FrontPage(boolean withMailbox, boolean withDocs, Supplier<ServerState> state) {
    this.withMailbox = withMailbox;
    this.withDocs = withDocs;
    this.state = state;
  }

  /** The index for whoever does not ask for a page by name. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response index() throws JsonProcessingException {
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("name", "Roster");
    index.put("version", version());
    index.put(
        "contracts",
        List.of(
            contract("Coolset Accounts API", "/api/accounts/", DocsPage.COOLSET),
            contract(
                "Compleat Users API", "/api/users/{tenantId}/{companyId}", DocsPage.COMPLEAT)));
    if (withDocs) {
      index.put("docs", "/docs");
    }
    return Response.ok(JSON.writeValueAsString(index), MediaType.APPLICATION_JSON)
        .header("Vary", "Accept")
        .build();
  }

  private Map<String, Object> contract(String title, String path, String document) {
    Map<String, Object> contract = new LinkedHashMap<>();
    contract.put("title", title);
    contract.put("path", path);
    if (withDocs) {
      contract.put("document", "/docs/" + document);
    }
    return contract;
  }

  /** The page, in the language of the browser. */
  @GET
  @Produces("text/html;charset=utf-8;qs=0.5")
  public Response page(@HeaderParam("Accept-Language") @Nullable String wanted) {
    Language language = Language.preferred(wanted);
    FrontPageWords words = FrontPageWords.in(language);
    StringBuilder cards = new StringBuilder();
    cards.append(
        contract(
            words, "Coolset Accounts API", words.coolset(), "/api/accounts/", "coolset-accounts"));
    cards.append(
        contract(
            words,
            "Compleat Users API",
            words.compleat(),
            "/api/users/{tenantId}/{companyId}",
            "compleat-users"));
    boolean local = Exchange.current().isOfThisMachine();
    if (local && withMailbox) {
      cards.append(
          card(
              words.mailbox(),
              "<p>" + words.mail() + "</p><p><a href=\"/dev/mailbox\">/dev/mailbox</a></p>"));
    }
    if (local) {
      cards.append(card(words.server(), state(words, state.get())));
    }
    String body =
        """
        <header class="band"><p class="what">Roster %s</p><h1>%s</h1><p>%s</p></header>
        <main class="wide"><div class="cards">%s</div></main>
        <footer class="wide"><p>%s</p></footer>\
        """
            .formatted(
                PageFrame.escape(version()),
                words.title(),
                words.summary(),
                cards,
                words.affiliation());
    return Response.ok(PageFrame.html(language, "Roster: " + words.title(), body), RefusalPage.TYPE)
        .language(language.locale())
        .header("Vary", "Accept, Accept-Language")
        .build();
  }

  private String contract(
      FrontPageWords words, String title, String what, String path, String document) {
    StringBuilder text = new StringBuilder("<p>" + what + "</p><p><code>" + path + "</code></p>");
    if (withDocs) {
      text.append(
          "<p><a href=\"/docs?contract=%1$s\">%2$s</a> · <a href=\"/docs/%1$s.yaml\">%3$s</a></p>"
              .formatted(document, words.tryIt(), words.document()));
    }
    return card(title, text.toString());
  }

  private static String card(String title, String content) {
    return "<section class=\"card\"><h2>" + title + "</h2>" + content + "</section>\n";
  }

  private static String state(FrontPageWords words, ServerState state) {
    String mail =
        state.waitingMails().isPresent()
            ? "<p>" + words.waiting(state.waitingMails().getAsLong()) + "</p>"
            : "";
    String management =
        state
            .management()
            .map(uri ->
                "<p>%1$s <a href=\"%2$s/readyz\">/readyz</a> · <a href=\"%2$s/metrics\">/metrics</a></p>"
                    .formatted(words.management(), PageFrame.escape(uri.toString())))
            .orElse("");
    return (state.databaseResponds()
            ? "<p class=\"good\">✓ " + words.ready() + "</p>"
            : "<p class=\"bad\">✗ " + words.noDatabase() + "</p>")
        + mail
        + management;
  }

  /** The version of this program, as the build stamped it. */
  private static String version() {
    String version = FrontPage.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
