package dev.roster.drills.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/**
 * The companies, people, tokens and invitations of one run, which are nobody else's: runs can
 * follow each other on one database.
 *
 * @param run a word in all names
 * @param companies ids by name
 * @param uids their ids in the Compleat Users API by name
 * @param people ids by name
 * @param secrets of the invitations that are pending from the beginning, by address and company
 */
record Directory(
    String run,
    UUID tenant,
    UUID tenantKey,
    Map<String, Long> companies,
    Map<String, UUID> uids,
    Map<String, Long> people,
    Map<String, String> secrets,
    Scenario scenario) {

  /** Companies that invite, from that with most inviters to those with one. */
  static final List<String> COMPANIES = List.of("A", "B", "C", "D");

  /** Who invites where. */
  static final Map<String, String> INVITERS =
      Map.of("i0", "A", "i1", "A", "i2", "A", "i3", "B", "i4", "B", "i5", "C", "i6", "D");

  static final List<String> SWITCHERS = List.of("s0", "s1");
  static final List<String> REVOCABLE = List.of("t0", "t1");

  private static final List<String> WORKSPACES = List.of("A", "B", "C");
  private static final int PENDING = 10;
  private static final int OWNER = 1;
  private static final int VIEWER = 4;

  /** Addresses that both A and B have invited before the run, so that a person is made once. */
  static final int SHARED = 3;

  /** People with an account whom A has invited before the run. */
  private static final List<String> ELSEWHERE = List.of("rB", "rC", "rD", "i5", "i6");

  /** Stores a directory. */
  static Directory create(Connection database, long seed, String fault, Map<String, Integer> quotas)
      throws SQLException {
    Random random = new Random(seed);
    String run = "h" + UUID.randomUUID().toString().substring(0, 8);
    Directory made =
        new Directory(
            run,
            UUID.randomUUID(),
            UUID.randomUUID(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new Scenario(seed, fault, quotas, new HashMap<>(), new HashMap<>(), new HashMap<>()));
    database.setAutoCommit(false);
    made.insert(database, random);
    database.commit();
    database.setAutoCommit(true);
    return made;
  }

  private void insert(Connection database, Random random) throws SQLException {
    update(database, "INSERT INTO tenant (id, name) VALUES (?, ?)", tenant, run);
    update(
        database,
        "INSERT INTO tenant_key (key_hash, tenant_id) VALUES (?, ?)",
        sha256(tenantKey.toString()),
        tenant);
    for (String company : COMPANIES) {
      uids.put(company, UUID.randomUUID());
      companies.put(
          company,
          insertId(
              database,
              """
              INSERT INTO company (uid, tenant_id, name, type, country, is_mfa_enabled, created_at,
                                   updated_at)
              VALUES (?, ?, ?, 'active', 'NL', false, now(), now()) RETURNING id
              """,
              uids.get(company),
              tenant,
              run + " " + company));
      scenario.members().put(company, new ArrayList<>());
      scenario.pending().put(company, new ArrayList<>());
      person(database, "r" + company, List.of(company), OWNER);
    }
    for (var inviter : INVITERS.entrySet()) {
      person(database, inviter.getKey(), List.of(inviter.getValue()), OWNER);
    }
    for (String switcher : SWITCHERS) {
      person(database, switcher, WORKSPACES, VIEWER);
      scenario.workspaces().put(switcher, WORKSPACES);
    }
    for (String token : REVOCABLE) {
      token(database, token, "rA");
    }
    for (String member : ELSEWHERE) {
      invite(database, "A", address(member), random);
    }
    for (int i = 0; i < PENDING; i++) {
      invite(database, "A", pending(i), random);
      if (i < SHARED) {
        invite(database, "B", pending(i), random);
      }
    }
  }

  private void person(Connection database, String name, List<String> of, int group)
      throws SQLException {
    String email = address(name);
    long id =
        insertId(
            database,
            """
            INSERT INTO person (uid, email, email_key, first_name, last_name, is_active,
                                is_mfa_enrolled, is_mfa_required, status)
            VALUES (gen_random_uuid(), ?, ?, ?, 'Run', true, false, false, 'ACTIVE') RETURNING id
            """,
            email,
            email,
            name);
    people.put(name, id);
    for (String company : of) {
      update(
          database,
          """
          INSERT INTO membership (company_id, person_id, auth_group_id, enabled)
          VALUES (?, ?, ?, true)
          """,
          id(companies, company),
          id,
          group);
      scenario.members().getOrDefault(company, List.of()).add(email);
    }
    update(
        database,
        """
        UPDATE person SET active_membership_id =
          (SELECT id FROM membership WHERE person_id = person.id AND company_id = ?)
        WHERE id = ?
        """,
        id(companies, of.getFirst()),
        id);
    token(database, name, name);
  }

  private void token(Connection database, String name, String holder) throws SQLException {
    update(
        database,
        "INSERT INTO api_token (token_hash, person_id, label) VALUES (?, ?, ?)",
        sha256(token(name)),
        id(people, holder),
        name);
  }

  private void invite(Connection database, String company, String email, Random random)
      throws SQLException {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(sha256(run + bytes[0] + email + company));
    UUID id = UUID.randomUUID();
    update(
        database,
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, invited_by,
                                created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, now(), now() + interval '1 day')
        """,
        id,
        id(companies, company),
        email,
        email,
        VIEWER,
        id(people, "r" + company));
    update(
        database,
        "INSERT INTO invitation_secret (hash, invitation_id, mailing) VALUES (?, ?, 1)",
        sha256(secret),
        id);
    secrets.put(email + " " + company, secret);
    scenario.pending().getOrDefault(company, List.of()).add(email);
  }

  /** An address that A has invited before the run, and B, too, if it is shared. */
  String pending(int number) {
    return "pending-%d@%s".formatted(number, domain());
  }

  /** The domain of all addresses of the run. */
  String domain() {
    return run + ".example";
  }

  /** The address of a person of the run. */
  String address(String person) {
    return person.toLowerCase(Locale.ROOT) + "@" + domain();
  }

  /** The bearer token of this name. */
  String token(String name) {
    return "history-" + run + "-" + name;
  }

  /** The name of a company by its id; empty for one of another run. */
  String company(String id) {
    return companies.entrySet().stream()
        .filter(each -> each.getValue().toString().equals(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static void update(Connection database, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      bind(statement, values);
      statement.executeUpdate();
    }
  }

  private static long insertId(Connection database, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static long id(Map<String, Long> ids, String name) {
    return Objects.requireNonNull(ids.get(name), name);
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
