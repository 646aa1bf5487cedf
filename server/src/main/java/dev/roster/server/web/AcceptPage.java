package dev.roster.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roster.server.caller.VisitorCaller;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.RefusalException;
import dev.roster.server.invitation.AcceptOutcome;
import dev.roster.server.invitation.AcceptRequest;
import dev.roster.server.invitation.AcceptService;
import dev.roster.server.invitation.DeclineOutcome;
import dev.roster.server.invitation.DeclineService;
import dev.roster.server.invitation.InvitationPreview;
import dev.roster.server.invitation.LinkState;
import dev.roster.server.mail.Brand;
import dev.roster.server.mail.DisplayName;
import dev.roster.server.mail.DisplayTime;
import dev.roster.server.mail.InvitationSecret;
import dev.roster.server.mail.Language;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page behind the link of an invitation. To look at it changes nothing, whoever looks: the
 * secret stands behind the {@code #} of the link, where no server sees it, and only a POST of JSON
 * uses it, which no other site can make a browser send.
 */
@Path("accept")
public final class AcceptPage {
  private static final int MAX_BODY = 8192;
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final AcceptService invitations;
  private final DeclineService declining;
  private final DisplayTime times;
  private final Optional<URI> app;
  private final Map<Language, String> pages = new EnumMap<>(Language.class);
  private final byte[] script = PageFrame.resource("accept.js");
  private final byte[] style;

  /**
   * @param app the application that members go on to; empty if not configured
   * @param brand the look of the mail with the link
   */
  public AcceptPage(
      AcceptService invitations,
      DeclineService declining,
      DisplayTime times,
      Optional<URI> app,
      Brand brand) {
    this.invitations = invitations;
    this.declining = declining;
    this.times = times;
    this.app = app;
    this.style = styleOfAll(brand);
    String template =
        new String(PageFrame.resource("accept.html"), StandardCharsets.UTF_8)
            .replace("{brand}", header(brand));
    for (Language language : Language.values()) {
      pages.put(language, inLanguage(template, language));
    }
  }

  /** The name or the picture at the head of the page. */
  private static String header(Brand brand) {
    String name = PageFrame.escape(brand.name());
    String shown =
        brand
            .logo()
            .map(logo ->
                "<img src=\"%s\" alt=\"%s\">".formatted(PageFrame.escape(logo.toString()), name))
            .orElse(name);
    return "<p class=\"brand\">" + shown + "</p>";
  }

  /** The text of the page before its script has read the invitation. */
  private static String inLanguage(String template, Language language) {
    String title =
        switch (language) {
          case ENGLISH -> "Invitation";
          case DUTCH -> "Uitnodiging";
        };
    String needs =
        switch (language) {
          case ENGLISH ->
              "This page needs JavaScript: your invitation stands behind the # of the link, where"
                  + " only your browser reads it. Switch JavaScript on and load the page again.";
          case DUTCH ->
              "Deze pagina heeft JavaScript nodig: je uitnodiging staat achter de # van de link,"
                  + " waar alleen je browser die leest. Zet JavaScript aan en laad de pagina"
                  + " opnieuw.";
        };
    return template
        .replace("{lang}", language.tag())
        .replace("{title}", title)
        .replace("{needs}", needs);
  }

  @GET
  public Response page(@HeaderParam("Accept-Language") @Nullable String wanted) {
    Language language = Language.preferred(wanted);
    return Response.ok(pages.get(language), "text/html;charset=utf-8")
        .language(language.locale())
        .header("Vary", "Accept-Language")
        .build();
  }

  private static byte[] styleOfAll(Brand brand) {
    // last, so that it holds for the dark page, too; the usual colour has a tone of its own there
    String colour =
        brand.colour().equals(Brand.DEFAULT_COLOUR)
            ? ""
            : ":root { --action: " + brand.colour() + "; }\n";
    return (PageFrame.style()
            + new String(PageFrame.resource("accept.css"), StandardCharsets.UTF_8)
            + colour)
        .getBytes(StandardCharsets.UTF_8);
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
    return switch (invitations.preview(visitor(), secret(read(body)))) {
      case LinkState.Open open -> shown(open.invitation());
      case LinkState.Closed closed -> throw refusal(closed);
    };
  }

  private Map<String, Object> shown(InvitationPreview open) {
    Language language = Language.of(open.locale());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("company", DisplayName.of(open.company()));
    if (open.inviter() != null) {
      shown.put("inviter", open.inviter().displayName());
      shown.put("inviter_address", open.inviter().displayAddress());
    }
    shown.put("role", DisplayName.of(open.role()));
    shown.put("email", DisplayName.address(open.email()));
    shown.put("language", language.tag());
    shown.put("names_needed", open.newPerson());
    if (open.expiresAt() != null) {
      shown.put("expires", times.of(open.expiresAt(), language));
    }
    return shown;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> accept(InputStream body) {
    JsonNode json = read(body);
    InvitationSecret secret = secret(json);
    TypedNames names = TypedNames.in(json);
    AcceptRequest command = new AcceptRequest(secret, names.first(), names.last());
    return switch (invitations.accept(visitor(), command)) {
      case AcceptOutcome.Accepted done -> joined(done);
      case AcceptOutcome.NamesMissing _ -> throw WebProblems.namesRefused(names.missing());
      case AcceptOutcome.Refused refused -> throw refusal(refused.why());
    };
  }

  private Map<String, Object> joined(AcceptOutcome.Accepted done) {
    Map<String, Object> joined = new LinkedHashMap<>();
    joined.put("company", DisplayName.of(done.company()));
    joined.put("role", DisplayName.of(done.role()));
    app.ifPresent(url -> joined.put("app_url", url.toString()));
    return joined;
  }

  @POST
  @Path("decline")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> decline(InputStream body) {
    return switch (declining.decline(visitor(), secret(read(body)))) {
      case DeclineOutcome.Declined done -> Map.of("company", DisplayName.of(done.company()));
      case DeclineOutcome.Refused(LinkState.AlreadyJoined joined) ->
          throw WebProblems.joinedBeforeDeclining(
              DisplayName.of(joined.company()), Language.of(joined.locale()));
      case DeclineOutcome.Refused refused -> throw refusal(refused.why());
    };
  }

  private RefusalException refusal(LinkState.Closed closed) {
    return switch (closed) {
      case LinkState.AlreadyJoined joined ->
          WebProblems.alreadyJoined(
              DisplayName.of(joined.company()), Language.of(joined.locale()), app);
      case LinkState.Declined declined ->
          WebProblems.declined(DisplayName.of(declined.company()), Language.of(declined.locale()));
      case LinkState.Expired expired -> {
        Language language = Language.of(expired.locale());
        yield WebProblems.expired(
            DisplayName.of(expired.company()), language, times.of(expired.at(), language));
      }
      case LinkState.NotValid _ -> WebProblems.notValid();
    };
  }

  private static VisitorCaller visitor() {
    return new VisitorCaller(Exchange.current().callOrigin());
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
}
