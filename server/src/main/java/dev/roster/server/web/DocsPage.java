package dev.roster.server.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Both documents for people who look: as they stand in the repository, and rendered by Swagger UI
 * with calls that can be tried against this very server. Everything comes from here, nothing from
 * other hosts.
 */
@Path("docs")
public final class DocsPage {
  /** The document of the Coolset door. */
  public static final String COOLSET = "coolset-accounts.yaml";

  /** The document of the Compleat door. */
  public static final String COMPLEAT = "compleat-users.yaml";

  private static final Set<String> DOCUMENTS = Set.of(COOLSET, COMPLEAT);

  /** All that the page needs of Swagger UI, with its media types. */
  private static final Map<String, String> ASSETS =
      Map.of(
          "swagger-ui-bundle.js", "text/javascript;charset=utf-8",
          "swagger-ui.css", "text/css;charset=utf-8");

  private final String version = version();
  private final Map<String, byte[]> read = new ConcurrentHashMap<>();

  /** The version stands in the addresses of the assets, so that browsers may keep them for good. */
  @GET
  @Produces("text/html;charset=utf-8")
  public String page() {
    return new String(resource("docs.html"), StandardCharsets.UTF_8).replace("{version}", version);
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
  @Produces("application/yaml;charset=utf-8")
  public byte[] document(@PathParam("document") String document) {
    if (!DOCUMENTS.contains(document)) {
      throw WebProblems.ofStatus(404);
    }
    return resource("/dev/roster/specs/" + document);
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
