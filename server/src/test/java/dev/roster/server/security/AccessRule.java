package dev.roster.server.security;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The access rule of an operation: the permission it needs, the objects its parameters name, and
 * the data it shows; one row for each operation of the documents.
 *
 * @param objects parameters and members that name an object
 * @param values parameters and members that name none; what a body says there, or nothing
 * @param shows the words of the world that the operation shows a caller whom it is granted
 */
record AccessRule(
    String operation,
    Optional<String> permission,
    Map<String, ObjectKind> objects,
    Map<String, String> values,
    BiFunction<MatrixDirectory, MatrixDirectory.User, Set<String>> shows) {

  /** The table. */
  static List<AccessRule> all() {
    return List.of(
        anybody("accounts_companies_list", AccessRule::companyNames)
            .reading("name", "name__icontains", "name__istartswith", "name__iendswith", "type")
            .reading("type__in", "type__exclude", "country", "country__icontains", "country__in")
            .reading("country__istartswith", "country__iendswith", "ordering", "search")
            .reading("limit", "offset"),
        anybody("accounts_countries_list", AccessRule::nothing)
            .reading("search", "name", "alpha_2", "alpha_3", "numeric", "limit", "offset"),
        anybody("accounts_countries_read", AccessRule::nothing).naming("id", ObjectKind.COUNTRY),
        anybody("accounts_invitations_create", AccessRule::nothing)
            .needing("invite_user")
            .naming("auth_group", ObjectKind.AUTH_GROUP)
            .saying("email", "\"guest-%d@invited.test\"")
            .reading("Idempotency-Key"),
        anybody("accounts_invitations_read", AccessRule::nothing)
            .naming("id", ObjectKind.INVITATION),
        anybody("accounts_user-config_list", AccessRule::self),
        anybody("accounts_users_list", AccessRule::colleagues)
            .needing("view_user")
            .reading("search", "limit", "offset"),
        anybody("accounts_users_me", AccessRule::self),
        anybody("accounts_workspaces_list", AccessRule::companyNames).reading("limit", "offset"),
        anybody("accounts_workspaces_switch", AccessRule::nothing)
            .naming("company_id", ObjectKind.WORKSPACE)
            .reading("Idempotency-Key"),
        anybody("getUsers", AccessRule::nothing)
            .naming("tenantId", ObjectKind.TENANT)
            .naming("companyId", ObjectKind.TENANT_COMPANY)
            .reading("x-api-version"),
        anybody("getUser", AccessRule::nothing)
            .naming("tenantId", ObjectKind.TENANT)
            .naming("userId", ObjectKind.TENANT_USER)
            .reading("x-api-version"),
        anybody("console_audit_list", AccessRule::ofWorkspace)
            .needing(MatrixDirectory.ADMINISTERS)
            .reading("limit", "cursor"),
        anybody("console_invitations_list", AccessRule::ofWorkspace)
            .needing(MatrixDirectory.ADMINISTERS)
            .reading("state", "limit", "cursor"),
        anybody("console_invitations_resend", AccessRule::nothing)
            .needing(MatrixDirectory.ADMINISTERS)
            .naming("id", ObjectKind.INVITATION_TO_RESEND)
            .reading("Idempotency-Key"),
        anybody("console_invitations_revoke", AccessRule::nothing)
            .needing(MatrixDirectory.ADMINISTERS)
            .naming("id", ObjectKind.INVITATION_TO_REVOKE),
        anybody("console_roles_list", AccessRule::nothing),
        anybody("console_suspensions_list", AccessRule::suspended)
            .needing(MatrixDirectory.ADMINISTERS)
            .reading("limit", "cursor"),
        anybody("console_tokens_list", AccessRule::nothing));
  }

  private static AccessRule anybody(
      String operation, BiFunction<MatrixDirectory, MatrixDirectory.User, Set<String>> shows) {
    return new AccessRule(operation, Optional.empty(), Map.of(), Map.of(), shows);
  }

  private AccessRule needing(String codename) {
    return new AccessRule(operation, Optional.of(codename), objects, values, shows);
  }

  private AccessRule naming(String input, ObjectKind kind) {
    return new AccessRule(operation, permission, with(objects, input, kind), values, shows);
  }

  private AccessRule saying(String input, String json) {
    return new AccessRule(operation, permission, objects, with(values, input, json), shows);
  }

  private AccessRule reading(String... inputs) {
    AccessRule rule = this;
    for (String input : inputs) {
      rule = rule.saying(input, "");
    }
    return rule;
  }

  private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
    Map<String, T> more = new java.util.TreeMap<>(map);
    more.put(name, value);
    return more;
  }

  private static Set<String> nothing(MatrixDirectory directory, MatrixDirectory.User user) {
    return Set.of();
  }

  private static Set<String> companyNames(MatrixDirectory directory, MatrixDirectory.User user) {
    Set<String> names = new HashSet<>();
    user.companies().forEach(id -> names.add(directory.companyName(id)));
    return names;
  }

  private static Set<String> self(MatrixDirectory directory, MatrixDirectory.User user) {
    Set<String> words = new HashSet<>(Set.of(user.row().get("email"), user.row().get("last_name")));
    user.workspace().map(directory::companyName).ifPresent(words::add);
    return words;
  }

  /** Those that the lists of the console can show. */
  private static Set<String> ofWorkspace(MatrixDirectory directory, MatrixDirectory.User user) {
    Set<String> words = colleagues(directory, user);
    directory.invitations().stream()
        .filter(each -> each.get("company_id").equals(user.workspace().orElseThrow()))
        .forEach(each -> {
          words.add(each.get("id"));
          words.add(each.get("email"));
          words.add(directory.lastName(each.get("invited_by")));
        });
    return words;
  }

  private static Set<String> suspended(MatrixDirectory directory, MatrixDirectory.User user) {
    return directory.members(user.workspace().orElseThrow()).stream()
        .filter(each -> each.get("is_active").equals("false"))
        .map(each -> each.get("last_name"))
        .collect(Collectors.toSet());
  }

  /** True of an operation whose list has what requests before made and not all of its words. */
  boolean showsSome() {
    return Set.of("console_audit_list", "console_invitations_list").contains(operation);
  }

  private static Set<String> colleagues(MatrixDirectory directory, MatrixDirectory.User user) {
    Set<String> words = new HashSet<>();
    String workspace = user.workspace().orElseThrow();
    words.add(directory.companyName(workspace));
    directory
        .members(workspace)
        .forEach(each -> {
          words.add(each.get("email"));
          words.add(each.get("last_name"));
        });
    return words;
  }

  Set<String> inputs() {
    Set<String> all = new HashSet<>(objects.keySet());
    all.addAll(values.keySet());
    return all;
  }
}
