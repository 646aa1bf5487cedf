package dev.roster.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roster.server.access.VisitorCaller;
import dev.roster.server.http.Exchange;
import dev.roster.server.invitation.AcceptCommand;
import dev.roster.server.invitation.AcceptOutcome;
import dev.roster.server.invitation.AcceptService;
import dev.roster.server.invitation.InvitationPreview;
import dev.roster.server.mail.InvitationSecret;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The page behind the link of an invitation. To look at it changes nothing, whoever looks: the
 * secret stands behind the {@code #} of the link, where no server sees it, and only a POST of JSON
 * uses it, which no other site can make a browser send.
 */
@Path("accept")
public final class AcceptPage {
  private static final int MAX_BODY = 8192;
  private static final int MAX_NAME = 150;
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final AcceptService invitations;
  private final byte[] page = resource("accept.html");
  private final byte[] script = resource("accept.js");
  private final byte[] style = resource("accept.css");

  public AcceptPage(AcceptService invitations) {
    this.invitations = invitations;
  }

  @GET
  @Produces("text/html;charset=utf-8")
  public byte[] page() {
    return page.clone();
  }

  @GET
  @Path("script")
  @Produces("text/javascript;charset=utf-8")
  public byte[] script() {
    return script.clone();
  }

  @GET
  @Path("style")
  @Produces("text/css;charset=utf-8")
  public byte[] style() {
    return style.clone();
  }

  @POST
  @Path("preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> preview(InputStream body) {
    InvitationPreview open =
        invitations.preview(visitor(), secret(read(body))).orElseThrow(WebProblems::notValid);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("company", open.company());
    shown.put("inviter", open.inviter());
    shown.put("role", open.role());
    shown.put("email", open.email());
    shown.put("locale", open.locale());
    shown.put("names_needed", open.newPerson());
    return shown;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> accept(InputStream body) {
    JsonNode json = read(body);
    AcceptCommand command =
        new AcceptCommand(secret(json), name(json, "first_name"), name(json, "last_name"));
    return switch (invitations.accept(visitor(), command)) {
      case AcceptOutcome.Accepted done -> Map.of("company", done.company(), "role", done.role());
      case AcceptOutcome.NamesMissing _ -> throw WebProblems.namesMissing();
      case AcceptOutcome.NotValid _ -> throw WebProblems.notValid();
    };
  }

  private static VisitorCaller visitor() {
    return new VisitorCaller(Exchange.current().provenance());
  }

  private static JsonNode read(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw WebProblems.ofStatus(413);
      }
      JsonNode json = JSON.readTree(bytes);
      if (json == null || !json.isObject()) {
        throw WebProblems.ofStatus(400);
      }
      return json;
    } catch (JsonProcessingException malformed) {
      throw WebProblems.ofStatus(400);
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  private static InvitationSecret secret(JsonNode json) {
    String text = json.path("secret").textValue();
    if (text == null || !SECRET.matcher(text).matches()) {
      throw WebProblems.notValid();
    }
    return new InvitationSecret(text);
  }

  /** Empty if it is not given. */
  private static String name(JsonNode json, String member) {
    JsonNode value = json.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    String text = value.isTextual() ? value.textValue().strip() : "\n";
    if (text.codePointCount(0, text.length()) > MAX_NAME
        || text.codePoints().anyMatch(AcceptPage::isNoLetter)) {
      throw WebProblems.namesMissing();
    }
    return text;
  }

  /** Control characters, and what only turns the direction of a text. */
  private static boolean isNoLetter(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069;
  }

  private static byte[] resource(String name) {
    try (InputStream in = AcceptPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
