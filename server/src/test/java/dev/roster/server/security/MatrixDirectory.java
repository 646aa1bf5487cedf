package dev.roster.server.security;

import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the matrix as its CSV files tell it. Who may see what is derived from these
 * files alone, never from an answer of the server. What is called Gone was imported and deleted.
 */
final class MatrixDirectory {
  static final String FOLDER = "bola";

  /** The right of owners and admins, which no permission of an auth group names. */
  static final String ADMINISTERS = "to administer";

  private static final Map<String, Role> BUILT_IN =
      Map.of(
          "1", new Role("OWNER", Set.of("view_user", "invite_user", ADMINISTERS)),
          "2", new Role("ADMIN", Set.of("view_user", "invite_user", ADMINISTERS)),
          "3", new Role("EDITOR", Set.of("view_user", "invite_user")),
          "4", new Role("VIEWER", Set.of("view_user")),
          "7", new Role("CLERK", Set.of()));

  private final List<Map<String, String>> companies = read("companies");
  private final List<Map<String, String>> users = read("users");
  private final List<Map<String, String>> memberships = read("memberships");
  private final List<Map<String, String>> invitations = read("invitations");
  private final List<Map<String, String>> tokens = read("tokens");

  /** The permissions of an auth group, as documented. */
  record Role(String name, Set<String> permissions) {}

  /**
   * A person who calls.
   *
   * @param workspace the id of the current company
   * @param companies ids of all companies with a membership that is switched on
   */
  record User(
      Map<String, String> row,
      Optional<String> workspace,
      Optional<Role> role,
      Set<String> companies,
      Set<String> scopes) {
    /** As the files have it; null if they name none. */
    @Nullable String activeMembership() {
      String id = row.get("active_membership_id");
      return id.equals("\\N") ? null : id;
    }

    boolean may(String permission) {
      return role.map(held -> held.permissions().contains(permission)).orElse(false);
    }

    boolean mayWrite() {
      return scopes.contains("write") || scopes.contains("admin");
    }
  }

  /** Deletes what is called Gone, and revokes what the files cannot say is revoked. */
  static void settle(TestServer server) {
    List.of(
            "DELETE FROM invitation WHERE email LIKE 'gone@%'",
            "DELETE FROM membership m USING person p"
                + " WHERE p.id = m.person_id AND p.first_name = 'Gone'",
            "DELETE FROM person WHERE first_name = 'Gone'",
            "DELETE FROM company WHERE name LIKE 'Gone %'",
            "DELETE FROM tenant WHERE name LIKE 'Gone %'",
            "DELETE FROM auth_group_permission WHERE auth_group_id = 9",
            "DELETE FROM auth_group WHERE id = 9",
            "UPDATE api_token SET revoked_at = '2031-02-28T00:00:00Z'"
                + " WHERE token_hash = sha256('owner-revoked-token')",
            "UPDATE tenant_key SET revoked_at = '2031-02-28T00:00:00Z'"
                + " WHERE key_hash = sha256('aaaa1111-0000-4000-8000-0000000000ff')")
        .forEach(statement ->
            server
                .database()
                .inTransaction(tx -> {
                  if (tx.handle().execute(statement) == 0) {
                    throw new AssertionError("no effect: " + statement);
                  }
                  return null;
                }));
  }

  User userOf(String token) {
    Map<String, String> row = one(tokens, each -> each.get("token").equals(token));
    Map<String, String> user = one(users, each -> each.get("id").equals(row.get("user_id")));
    List<Map<String, String>> places =
        memberships.stream()
            .filter(each -> each.get("user_id").equals(user.get("id")))
            .filter(MatrixDirectory::isOn)
            .toList();
    Optional<Map<String, String>> current =
        places.stream()
            .filter(each -> each.get("id").equals(user.get("active_membership_id")))
            .findFirst()
            .or(() -> places.stream().findFirst());
    return new User(
        user,
        current.map(place -> place.get("company_id")),
        current.map(place -> BUILT_IN.get(place.get("auth_group_id"))),
        places.stream().map(place -> place.get("company_id")).collect(Collectors.toSet()),
        Set.of(row.get("scopes").split("\\|")));
  }

  private static boolean isOn(Map<String, String> membership) {
    return membership.get("enabled").equals("true");
  }

  List<Map<String, String>> companies() {
    return companies;
  }

  List<Map<String, String>> users() {
    return users;
  }

  List<Map<String, String>> invitations() {
    return invitations;
  }

  String lastName(String userId) {
    return one(users, each -> each.get("id").equals(userId)).get("last_name");
  }

  String companyName(String id) {
    return one(companies, each -> each.get("id").equals(id)).get("name");
  }

  /** The people with access to the company. */
  List<Map<String, String>> members(String companyId) {
    return people(each -> isOn(each) && each.get("company_id").equals(companyId));
  }

  /** The people with a membership, switched on or off, in a company of the tenant. */
  List<Map<String, String>> usersOf(String tenantId) {
    return people(each -> isOfTenant(each.get("company_id"), tenantId));
  }

  private List<Map<String, String>> people(Predicate<Map<String, String>> membership) {
    Set<String> ids =
        memberships.stream()
            .filter(membership)
            .map(each -> each.get("user_id"))
            .collect(Collectors.toSet());
    return users.stream().filter(user -> ids.contains(user.get("id"))).toList();
  }

  boolean isOfTenant(String companyId, String tenantId) {
    return one(companies, each -> each.get("id").equals(companyId))
        .get("tenant_id")
        .equals(tenantId);
  }

  /** The tenant's companies that the person has access to. */
  List<Map<String, String>> companiesOf(Map<String, String> user, String tenantId) {
    return companies.stream()
        .filter(company -> company.get("tenant_id").equals(tenantId))
        .filter(company -> members(company.get("id")).contains(user))
        .toList();
  }

  /** The person who stands in for another one, if the tenant knows both. */
  Optional<Map<String, String>> nominee(Map<String, String> user, String tenantId) {
    return usersOf(tenantId).stream()
        .filter(each -> each.get("id").equals(user.get("nominee_user_id")))
        .findFirst();
  }

  /** The words of this world in a text: names, addresses and ids of people and companies. */
  Set<String> wordsIn(String text) {
    return words().filter(text::contains).collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<String> words() {
    return Stream.of(
            companies.stream().map(each -> each.get("name")),
            companies.stream().map(each -> each.get("uid")),
            users.stream().map(each -> each.get("email")),
            users.stream().map(each -> each.get("last_name")),
            users.stream().map(each -> each.get("uid")),
            invitations.stream().map(each -> each.get("email")),
            invitations.stream().map(each -> each.get("id")),
            Stream.of("Gone", "Aldertenant", "Beechtenant"))
        .flatMap(each -> each);
  }

  private static Map<String, String> one(
      List<Map<String, String>> rows, Predicate<Map<String, String>> wanted) {
    return rows.stream().filter(wanted).findFirst().orElseThrow();
  }

  /** The rows of a file that were not deleted; no cell of them holds a comma. */
  private static List<Map<String, String>> read(String file) {
    try {
      List<String> lines =
          Files.readAllLines(TestServer.resource(FOLDER).resolve(file + ".csv")).stream().toList();
      List<String> names = Arrays.asList(lines.getFirst().split(","));
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",");
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
          row.put(names.get(i), cells[i]);
        }
        if (!line.contains("Gone") && !line.contains("gone@") && !line.startsWith("9,199")) {
          rows.add(row);
        }
      }
      return List.copyOf(rows);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
