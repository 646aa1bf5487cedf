package dev.roster.server.web;

import dev.roster.server.caller.Permission;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.http.Exchange;
import dev.roster.server.mail.Language;
import dev.roster.server.web.DemoAccess.DemoToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page for owners and admins of a workspace. It holds no data: its scripts read everything from
 * the APIs of this server, with a token that the visitor pastes. They send it in a header, which no
 * other site can make a browser do.
 *
 * <p>JAX-RS chooses a class by its own path first, so a longer one here would hide the API below
 * {@code /console/api}.
 */
@Path("")
public final class ConsolePage {
  /** The modules that {@code console.js} is made of, by the names that imports use. */
  private static final List<String> MODULES =
      List.of(
          "audit",
          "caller",
          "calls",
          "elements",
          "failures",
          "invitations",
          "lists",
          "mails",
          "members",
          "question",
          "tokens",
          "words");

  private final Map<Language, String> pages = new EnumMap<>(Language.class);

  /** The style and the scripts, by the end of their path. */
  private final Map<String, Part> parts = new HashMap<>();

  private record Part(String type, byte[] content) {}

  private final Supplier<DemoAccess> demo;

  /**
   * @param sendsMail whether mail is sent at all, or waits
   * @param mailbox whether it is sent to the mailbox of this server
   * @param demo for this machine only
   */
  public ConsolePage(boolean sendsMail, boolean mailbox, Supplier<DemoAccess> demo) {
    this.demo = demo;
    String template =
        new String(PageFrame.resource("console.html"), StandardCharsets.UTF_8)
            .replace("{mail}", mailbox ? "mailbox" : sendsMail ? "on" : "off");
    for (Language language : Language.values()) {
      pages.put(language, inLanguage(template, language));
    }
    parts.put("style", new Part("text/css;charset=utf-8", styleOfAll()));
    parts.put("script", script("console.js"));
    for (String module : MODULES) {
      parts.put(module, script("console-" + module + ".js"));
    }
  }

  private static Part script(String name) {
    return new Part("text/javascript;charset=utf-8", PageFrame.resource(name));
  }

  private static byte[] styleOfAll() {
    return (PageFrame.style()
            + new String(PageFrame.resource("console.css"), StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The page before its scripts have read anything. */
  private static String inLanguage(String template, Language language) {
    String needs =
        switch (language) {
          case ENGLISH ->
              "This page needs JavaScript, which reads everything from this server. Switch"
                  + " JavaScript on and load the page again.";
          case DUTCH ->
              "Deze pagina heeft JavaScript nodig, dat alles van deze server leest. Zet JavaScript"
                  + " aan en laad de pagina opnieuw.";
        };
    return template
        .replace("{lang}", language.tag())
        .replace("{title}", "Console")
        .replace("{needs}", needs);
  }

  @GET
  @Path("console")
  public Response page(@HeaderParam("Accept-Language") @Nullable String wanted) {
    Language language = Language.preferred(wanted);
    String page = String.valueOf(pages.get(language)).replace("{demo}", demo(language));
    return Response.ok(page, "text/html;charset=utf-8")
        .language(language.locale())
        .header("Vary", "Accept-Language")
        .build();
  }

  /** The tokens to sign in with, on a server with demo data. */
  private String demo(Language language) {
    DemoAccess access = Exchange.current().isOfThisMachine() ? demo.get() : DemoAccess.NONE;
    if (access.tokens().isEmpty()) {
      return "";
    }
    String heading =
        switch (language) {
          case ENGLISH -> "Tokens of the demo data:";
          case DUTCH -> "Tokens van de demogegevens:";
        };
    StringBuilder tokens = new StringBuilder();
    for (DemoToken token : access.tokens()) {
      tokens.append(
          "<li>%s %s</li>"
              .formatted(DemoAccess.code(token.text()), rights(token.caller(), language)));
    }
    return "<div id=\"demo\"><p>" + heading + "</p><ul>" + tokens + "</ul></div>";
  }

  /** The things that a caller can do in the console. */
  private static String rights(UserCaller caller, Language language) {
    boolean administers = caller.current().filter(place -> place.group().administers()).isPresent();
    if (administers) {
      return switch (language) {
        case ENGLISH -> "everything";
        case DUTCH -> "alles";
      };
    }
    boolean invites = caller.may(Permission.INVITE_USER);
    if (!caller.may(Permission.VIEW_USER)) {
      return switch (language) {
        case ENGLISH -> invites ? "invite people" : "own tokens only";
        case DUTCH -> invites ? "mensen uitnodigen" : "alleen eigen tokens";
      };
    }
    return switch (language) {
      case ENGLISH -> invites ? "see members, invite people" : "see members";
      case DUTCH -> invites ? "leden zien, mensen uitnodigen" : "leden zien";
    };
  }

  @GET
  @Path("console/{part}")
  public Response part(@PathParam("part") String name) {
    Part part = parts.get(name);
    if (part == null) {
      throw WebProblems.ofStatus(404);
    }
    return Response.ok(part.content(), part.type()).build();
  }
}
