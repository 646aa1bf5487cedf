package dev.roster.server.web;

import dev.roster.server.http.Exchange;
import dev.roster.server.http.RefusalException;
import dev.roster.server.http.RefusalPage;
import dev.roster.server.mail.Language;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The documents for people who look: as they stand in the repository, and rendered by Swagger UI
 * with calls that can be tried against this very server. Everything comes from here, nothing from
 * other hosts.
 */
@Path("docs")
public final class DocsPage {
  /** The document of the Coolset door. */
  public static final String COOLSET = "coolset-accounts.yaml";

  /** The document of the Compleat door. */
  public static final String COMPLEAT = "compleat-users.yaml";

  /** The document of the console door. */
  public static final String CONSOLE = "roster-console.yaml";

  /** The documents, by the name that the page has for each in its address. */
  enum Document {
    COOLSET_ACCOUNTS("Coolset Accounts API", COOLSET),
    COMPLEAT_USERS("Compleat Users API", COMPLEAT),
    OWN_CONSOLE("Roster Console API", CONSOLE);

    private final String title;
    private final String file;

    Document(String title, String file) {
      this.title = title;
      this.file = file;
    }

    String title() {
      return title;
    }

    String file() {
      return file;
    }

    String key() {
      return file.replace(".yaml", "");
    }
  }

  /** All that the page needs of Swagger UI, with its media types. */
  private static final Map<String, String> ASSETS =
      Map.of(
          "swagger-ui-bundle.js", "text/javascript;charset=utf-8",
          "swagger-ui.css", "text/css;charset=utf-8");

  private final List<Document> documents;
  private final PageLinks links;
  private final Supplier<DemoAccess> demo;
  private final String version = version();
  private final Map<String, byte[]> read = new ConcurrentHashMap<>();

  /**
   * @param demo for this machine only
   */
  public DocsPage(ServedPages served, Supplier<DemoAccess> demo) {
    this.documents = served.documents();
    this.links = new PageLinks(served);
    this.demo = demo;
  }

  /**
   * The page of the document that the address names, in the language of the browser. The version
   * stands in the addresses of the assets, so that browsers may keep them for good.
   */
  @GET
  public Response page(@HeaderParam("Accept-Language") @Nullable String wanted) {
    Document document =
        asked().map(key -> find(Document::key, key)).orElse(Document.COOLSET_ACCOUNTS);
    Language language = Language.preferred(wanted);
    return Response.ok(page(document, language), RefusalPage.TYPE)
        .language(language.locale())
        .header("Vary", "Accept-Language")
        .build();
  }

  /** Throws a {@link RefusalException} that names the documents that there are. */
  private Document find(Function<Document, String> property, String value) {
    return documents.stream()
        .filter(each -> property.apply(each).equals(value))
        .findFirst()
        .orElseThrow(() -> WebProblems.noSuchDocument(documents.stream().map(property).toList()));
  }

  /** The first contract that the query names. */
  private static Optional<String> asked() {
    String name = "contract=";
    return Exchange.current().rawQuery().stream()
        .flatMap(query -> Arrays.stream(query.split("&", -1)))
        .filter(parameter -> parameter.startsWith(name))
        .map(parameter -> parameter.substring(name.length()))
        .findFirst();
  }

  private String page(Document shown, Language language) {
    DocsWords words = DocsWords.in(language);
    StringBuilder contracts = new StringBuilder();
    StringBuilder files = new StringBuilder();
    for (Document each : documents) {
      contracts.append(
          "<a href=\"?contract=%s\"%s>%s</a>\n"
              .formatted(each.key(), each == shown ? " aria-current=\"page\"" : "", each.title()));
      files.append(
          "%s<a href=\"docs/%2$s\">%2$s</a>".formatted(files.isEmpty() ? "" : ", ", each.file()));
    }
    return new String(resource("docs.html"), StandardCharsets.UTF_8)
        .replace("{version}", version)
        .replace("{lang}", language.tag())
        .replace("{title}", shown.title())
        .replace("{contract}", shown.key())
        .replace("{ways}", links.besideDocs(language))
        .replace("{skip}", words.skip())
        .replace("{nav}", words.contracts())
        .replace("{contracts}", contracts.toString().strip())
        .replace("{calls}", words.calls())
        .replace("{hint}", words.hint(shown))
        .replace("{demo}", demo(shown, words))
        .replace("{origin}", words.origin(shown))
        .replace("{needs}", words.needsScript())
        .replace("{files}", files.toString());
  }

  /** The credentials to try calls with, on a server with demo data. */
  private String demo(Document shown, DocsWords words) {
    DemoAccess access = Exchange.current().isOfThisMachine() ? demo.get() : DemoAccess.NONE;
    if (shown == Document.COMPLEAT_USERS) {
      return access
          .tenant()
          .map(tenant ->
              words
                  .demoTenant()
                  .formatted(DemoAccess.code(tenant.id()), DemoAccess.code(tenant.key())))
          .orElse("");
    }
    return access.tokens().isEmpty() ? "" : words.demoTokens().formatted(access.tokensAsHtml());
  }

  @GET
  @Path("script")
  @Produces("text/javascript;charset=utf-8")
  public byte[] script() {
    return resource("docs.js");
  }

  @GET
  @Path("style")
  @Produces("text/css;charset=utf-8")
  public byte[] style() {
    return resource("docs.css");
  }

  @GET
  @Path("{document}")
  public Response document(@PathParam("document") String name) {
    Document document = find(Document::file, name);
    return Response.ok(
            resource("/dev/roster/specs/" + document.file()), "application/yaml;charset=utf-8")
        .build();
  }

  @GET
  @Path("assets/{version}/{file}")
  public Response asset(@PathParam("version") String asked, @PathParam("file") String file) {
    String type = ASSETS.get(file);
    if (type == null || !asked.equals(version)) {
      throw WebProblems.ofStatus(404);
    }
    byte[] content = resource("/META-INF/resources/webjars/swagger-ui/" + version + "/" + file);
    return Response.ok(content, type).build();
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      properties.load(in);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return properties.getProperty("version", "");
  }

  /** Unpacked once; nobody changes what is handed out. */
  private byte[] resource(String name) {
    return read.computeIfAbsent(name, DocsPage::unpacked);
  }

  private static byte[] unpacked(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static InputStream open(String name) {
    InputStream in = DocsPage.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is missing from the program");
    }
    return in;
  }
}
