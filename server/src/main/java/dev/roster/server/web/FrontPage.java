package dev.roster.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.RefusalPage;
import dev.roster.server.http.Visitor;
import dev.roster.server.mail.Language;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The page that says what this server is and where its parts stand; programs get an index. The
 * state of the server is told to this machine only.
 */
@Path("")
public final class FrontPage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServedPages served;
  private final Supplier<ServerState> state;
  private final Supplier<DemoAccess> demo;

  /**
   * @param demo for this machine only, as the state is
   */
  public FrontPage(ServedPages served, Supplier<ServerState> state, Supplier<DemoAccess> demo) {
    this.served = served;
    this.state = state;
    this.demo = demo;
  }

  /** The page for a person, and an index for a program. */
  @GET
  public Response front(@Context HttpHeaders headers) throws JsonProcessingException {
    Optional<Visitor> visitor =
        Visitor.of(
            headers.getHeaderString(HttpHeaders.ACCEPT),
            headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE),
            Exchange.current().requestId());
    return visitor.isPresent() ? page(visitor.get()) : index();
  }

  private Response index() throws JsonProcessingException {
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("name", "Roster");
    index.put("version", version());
    List<Map<String, Object>> contracts = new ArrayList<>();
    contracts.add(contract("Coolset Accounts API", "/api/accounts/", DocsPage.COOLSET));
    contracts.add(
        contract("Compleat Users API", "/api/users/{tenantId}/{companyId}", DocsPage.COMPLEAT));
    if (served.console()) {
      contracts.add(contract("Roster Console API", "/console/api/", DocsPage.CONSOLE));
    }
    index.put("contracts", contracts);
    if (served.console()) {
      index.put("console", "/console");
    }
    if (served.docs()) {
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
    if (served.docs()) {
      contract.put("document", "/docs/" + document);
    }
    return contract;
  }

  /** The page, in the language of the browser. */
  private Response page(Visitor visitor) {
    Language language = Language.preferred(visitor.languages());
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
    if (served.console()) {
      cards.append(
          card(
              words.console(),
              "<p>" + words.workspace() + "</p><p><a href=\"/console\">/console</a></p>"));
    }
    boolean local = Exchange.current().isOfThisMachine();
    if (served.showMailbox()) {
      cards.append(
          card(
              words.mailbox(),
              "<p>" + words.mail() + "</p><p><a href=\"/dev/mailbox\">/dev/mailbox</a></p>"));
    }
    if (local) {
      demo(words, demo.get()).ifPresent(cards::append);
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
    StringBuilder text =
        new StringBuilder("<p>" + what + "</p><p>" + PageFrame.path(path) + "</p>");
    if (served.docs()) {
      text.append(
          "<p><a href=\"/docs?contract=%1$s\">%2$s</a> · <a href=\"/docs/%1$s.yaml\">%3$s</a></p>"
              .formatted(document, words.tryIt(), words.document()));
    }
    return card(title, text.toString());
  }

  private static String card(String title, String content) {
    return "<section class=\"card\"><h2>" + title + "</h2>" + content + "</section>\n";
  }

  private Optional<String> demo(FrontPageWords words, DemoAccess demo) {
    StringBuilder text = new StringBuilder();
    if (!demo.tokens().isEmpty()) {
      text.append(
          "<p>" + words.demoTokens(served.console()).formatted(demo.tokensAsHtml()) + "</p>");
    }
    demo.tenant()
        .ifPresent(tenant ->
            text.append(
                "<p>"
                    + words
                        .demoTenant()
                        .formatted(DemoAccess.code(tenant.id()), DemoAccess.code(tenant.key()))
                    + "</p>"));
    return text.isEmpty() ? Optional.empty() : Optional.of(card(words.demo(), text.toString()));
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
