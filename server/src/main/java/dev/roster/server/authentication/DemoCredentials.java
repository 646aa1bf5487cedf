package dev.roster.server.authentication;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The credentials of the demo data. They are public, since they are constants of this program, and
 * therefore good on one machine only: no server accepts them in a request that shows to be from
 * elsewhere, and none that is configured to be reached by others starts while its database holds
 * one.
 */
public final class DemoCredentials {
  /** The tenant of the demo data. */
  public static final UUID TENANT = UUID.fromString("0e5ca9e1-5ba3-483c-bc4c-d8dd2e078f06");

  /** Its key. */
  public static final UUID TENANT_KEY = UUID.fromString("d025eedc-5ea0-4de8-be9f-f8873545add9");

  /** A token for each role, in the order of the roles. */
  public static final List<String> TOKENS =
      List.of("demo-owner-token", "demo-admin-token", "demo-editor-token", "demo-viewer-token");

  private static final String KEY_DIGITS = digits(TENANT_KEY.toString());

  private DemoCredentials() {}

  /** Reports whether the value of a header holds one of the tokens, however it is spelled. */
  public static boolean holdsToken(String value) {
    return TOKENS.stream().anyMatch(value::contains);
  }

  /** The value without the tokens. */
  public static String withoutTokens(String value) {
    String rest = value;
    for (String token : TOKENS) {
      rest = rest.replace(token, "not-accepted-from-elsewhere");
    }
    return rest;
  }

  /** Reports whether the value of a header holds the key, however it is spelled. */
  public static boolean holdsKey(String value) {
    return digits(value).contains(KEY_DIGITS);
  }

  private static String digits(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-f]", "");
  }

  /** The demo credentials that a database accepts, by the ids with which operators revoke them. */
  public record Accepted(List<String> tokens, List<UUID> keys) {
    public Accepted {
      tokens = List.copyOf(tokens);
      keys = List.copyOf(keys);
    }

    public boolean isEmpty() {
      return tokens.isEmpty() && keys.isEmpty();
    }
  }
}
