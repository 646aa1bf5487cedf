package dev.roster.server.security;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What an operation asks of its caller, what its parameters name, and what it shows: one row for
 * each operation of the documents.
 *
 * @param objects parameters and members that name an object
 * @param values parameters and members that name none; what a body says there, or nothing
 * @param shows the words of the world that the operation shows a caller whom it is granted
 */
record Rule(
    String operation,
    Optional<String> permission,
    Map<String, Kind> objects,
    Map<String, String> values,
    BiFunction<World, World.User, Set<String>> shows) {

  /** The table. */
  static List<Rule> all() {
    return List.of(
        anybody("accounts_companies_list", Rule::companyNames)
            .reading("name", "name__icontains", "name__istartswith", "name__iendswith", "type")
            .reading("type__in", "type__exclude", "country", "country__icontains", "country__in")
            .reading("country__istartswith", "country__iendswith", "ordering", "search")
            .reading("limit", "offset"),
        anybody("accounts_countries_list", Rule::nothing)
            .reading("search", "name", "alpha_2", "alpha_3", "numeric", "limit", "offset"),
        anybody("accounts_countries_read", Rule::nothing).naming("id", Kind.COUNTRY),
        anybody("accounts_invitations_create", Rule::nothing)
            .needing("invite_user")
            .naming("auth_group", Kind.AUTH_GROUP)
            .saying("email", "\"guest-%d@invited.test\"")
            .reading("Idempotency-Key"),
        anybody("accounts_invitations_read", Rule::nothing).naming("id", Kind.INVITATION),
        anybody("accounts_user-config_list", Rule::self),
        anybody("accounts_users_list", Rule::colleagues)
            .needing("view_user")
            .reading("search", "limit", "offset"),
        anybody("accounts_users_me", Rule::self),
        anybody("accounts_workspaces_list", Rule::companyNames).reading("limit", "offset"),
        anybody("accounts_workspaces_switch", Rule::nothing)
            .naming("company_id", Kind.WORKSPACE)
            .reading("Idempotency-Key"),
        anybody("getUsers", Rule::nothing)
            .naming("tenantId", Kind.TENANT)
            .naming("companyId", Kind.TENANT_COMPANY)
            .reading("x-api-version"),
        anybody("getUser", Rule::nothing)
            .naming("tenantId", Kind.TENANT)
            .naming("userId", Kind.TENANT_USER)
            .reading("x-api-version"));
  }

  private static Rule anybody(String operation, BiFunction<World, World.User, Set<String>> shows) {
    return new Rule(operation, Optional.empty(), Map.of(), Map.of(), shows);
  }

  private Rule needing(String codename) {
    return new Rule(operation, Optional.of(codename), objects, values, shows);
  }

  private Rule naming(String input, Kind kind) {
    return new Rule(operation, permission, with(objects, input, kind), values, shows);
  }

  private Rule saying(String input, String json) {
    return new Rule(operation, permission, objects, with(values, input, json), shows);
  }

  private Rule reading(String... inputs) {
    Rule rule = this;
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

  private static Set<String> nothing(World world, World.User user) {
    return Set.of();
  }

  private static Set<String> companyNames(World world, World.User user) {
    Set<String> names = new HashSet<>();
    user.companies().forEach(id -> names.add(world.companyName(id)));
    return names;
  }

  private static Set<String> self(World world, World.User user) {
    Set<String> words = new HashSet<>(Set.of(user.row().get("email"), user.row().get("last_name")));
    user.workspace().map(world::companyName).ifPresent(words::add);
    return words;
  }

  private static Set<String> colleagues(World world, World.User user) {
    Set<String> words = new HashSet<>();
    String workspace = user.workspace().orElseThrow();
    words.add(world.companyName(workspace));
    world
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
