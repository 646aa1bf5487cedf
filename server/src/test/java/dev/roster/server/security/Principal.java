package dev.roster.server.security;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A caller with its credentials.
 *
 * @param user who the Coolset door must take them for; empty if it must refuse them
 * @param tenantId what tenant the Compleat door must take them for; empty if it must refuse them
 * @param refusal callers with the same one must be refused in the same words by the Coolset door
 */
record Principal(
    String name,
    Map<String, String> headers,
    Optional<MatrixDirectory.User> user,
    Optional<String> tenantId,
    String refusal) {
  private static final String TENANT = "aaaa0000-0000-4000-8000-00000000000a";
  private static final String OTHER_TENANT = "bbbb0000-0000-4000-8000-00000000000b";
  private static final String KEY = "aaaa1111-0000-4000-8000-00000000000a";
  private static final String EXPIRED_KEY = "aaaa1111-0000-4000-8000-0000000000ee";
  private static final String REVOKED_KEY = "aaaa1111-0000-4000-8000-0000000000ff";
  private static final String OTHER_KEY = "bbbb1111-0000-4000-8000-00000000000b";
  private static final String NO_CREDENTIALS = "no credentials";
  private static final String UNKNOWN = "unknown token";

  boolean mayWrite() {
    return user.map(MatrixDirectory.User::mayWrite).orElse(false);
  }

  static List<Principal> all(MatrixDirectory directory) {
    return Stream.of(nobodies(), users(directory), deadTokens(), keys())
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<Principal> nobodies() {
    return Stream.of(
        refused("no credentials", Map.of(), NO_CREDENTIALS),
        authorization("a scheme only", "Bearer", "scheme only"),
        authorization("another scheme", "Basic b3duZXItdG9rZW46", NO_CREDENTIALS),
        authorization("a token without a scheme", "owner-token", NO_CREDENTIALS),
        authorization("two tokens", "Bearer owner-token admin-token", "two words"),
        authorization("two tokens with a comma", "Bearer owner-token,admin-token", UNKNOWN),
        authorization("a token in capitals", "Bearer OWNER-TOKEN", UNKNOWN),
        authorization("a token and a NUL spelled out", "Bearer owner-token%00", UNKNOWN),
        authorization("a token that is no UTF-8", "Bearer owner-token\u00ff", "no UTF-8"),
        key("a malformed key", "not-a-key", Optional.empty()),
        key("a key in braces", "{" + KEY + "}", Optional.empty()),
        key("the tenant's id as its key", TENANT, Optional.empty()));
  }

  private static Stream<Principal> users(MatrixDirectory directory) {
    return Stream.of(
            Map.entry("owner", "owner-token"),
            Map.entry("admin", "admin-token"),
            Map.entry("editor", "editor-token"),
            Map.entry("viewer", "viewer-token"),
            Map.entry("member without a permission", "clerk-token"),
            Map.entry("owner with the scope read", "owner-read-token"),
            Map.entry("owner with the scope write", "owner-write-token"),
            Map.entry("owner of another company", "other-company-token"),
            Map.entry("owner in another tenant", "other-tenant-token"),
            Map.entry("viewer in another tenant", "other-tenant-viewer-token"),
            Map.entry("viewer here and owner in another tenant", "both-token"),
            Map.entry("former owner", "former-token"),
            Map.entry("person without a company", "nobody-token"))
        .map(each ->
            new Principal(
                each.getKey(),
                bearer(each.getValue()),
                Optional.of(directory.userOf(each.getValue())),
                Optional.empty(),
                ""));
  }

  private static Stream<Principal> deadTokens() {
    return Stream.of(
        refused("unknown token", bearer("nobody-has-this-token"), UNKNOWN),
        refused("mistyped token", bearer("rst_live_Qm3xT0aZ81Lk_" + "a".repeat(49)), UNKNOWN),
        refused("revoked token", bearer("owner-revoked-token"), UNKNOWN),
        refused("expired token", bearer("owner-expired-token"), UNKNOWN),
        refused("suspended owner", bearer("suspended-token"), "suspended"));
  }

  private static Stream<Principal> keys() {
    return Stream.of(
        key("key of the tenant", KEY, Optional.of(TENANT)),
        key("key of another tenant", OTHER_KEY, Optional.of(OTHER_TENANT)),
        key("expired key", EXPIRED_KEY, Optional.empty()),
        key("revoked key", REVOKED_KEY, Optional.empty()),
        key("unknown key", "aaaa1111-0000-4000-8000-000000000999", Optional.empty()),
        refused("key of the tenant as a token", bearer(KEY), UNKNOWN),
        key("owner's token as a key", "owner-token", Optional.empty()));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static Principal authorization(String name, String value, String refusal) {
    return refused(name, Map.of("Authorization", value), refusal);
  }

  private static Principal refused(String name, Map<String, String> headers, String refusal) {
    return new Principal(name, headers, Optional.empty(), Optional.empty(), refusal);
  }

  private static Principal key(String name, String key, Optional<String> tenant) {
    return new Principal(
        name, Map.of("x-api-compleat-key", key), Optional.empty(), tenant, NO_CREDENTIALS);
  }

  /** The headers of every request of this principal. */
  Map<String, String> allHeaders() {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("x-api-version", "1");
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
