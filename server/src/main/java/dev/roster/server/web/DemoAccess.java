package dev.roster.server.web;

import dev.roster.server.caller.UserCaller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The public credentials of the demo data that this server accepts; none on any other data. Pages
 * show them to the person at this machine only, from which alone they are accepted.
 *
 * @param tokens bearer tokens, that of the highest role first
 */
public record DemoAccess(List<DemoToken> tokens, Optional<DemoTenant> tenant) {
  /** The characters that fit into a card on the narrowest screen, of 320 pixels. */
  private static final int MOST_ON_A_LINE = 24;

  /** No demo data. */
  public static final DemoAccess NONE = new DemoAccess(List.of(), Optional.empty());

  /**
   * A token.
   *
   * @param caller who has it
   */
  public record DemoToken(String text, UserCaller caller) {}

  /** A tenant with its key. */
  public record DemoTenant(UUID id, UUID key) {}

  public DemoAccess {
    tokens = List.copyOf(tokens);
  }

  /** The tokens as HTML. */
  String tokensAsHtml() {
    return tokens.stream().map(token -> code(token.text())).collect(Collectors.joining(", "));
  }

  /** Something that a person copies, as HTML: whole on its line if a phone is wide enough. */
  static String code(Object text) {
    String escaped = PageFrame.escape(text.toString());
    return (escaped.length() > MOST_ON_A_LINE ? "<code>" : "<code class=\"short\">")
        + escaped
        + "</code>";
  }
}
