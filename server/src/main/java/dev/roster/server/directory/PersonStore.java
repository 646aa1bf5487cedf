package dev.roster.server.directory;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.Permission;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** People as members of a company; each look-up is scoped to a company or to the person itself. */
public final class PersonStore {
  private static final String PERSON =
      """
      p.id, p.email, p.first_name, p.last_name, p.job_title, p.firebase_uid, p.is_mfa_enrolled,
      p.is_mfa_required, p.data_room_consumer_id, p.pylon_email_hash,
      m.id AS membership_id, m.data_room_consumer_id AS membership_data_room_consumer_id, m.config
      """;

  /** The caller's company, which is the same for all members and therefore read once. */
  private static final String COMPANY = "LEFT JOIN company c ON c.id = caller.company_id\n";

  private static final String MEMBERS =
      """
      FROM membership m
      JOIN person p ON p.id = m.person_id
      WHERE m.company_id = (
          SELECT caller.company_id FROM caller WHERE :permission = ANY (caller.permissions))
        AND m.enabled
      """;

  /** Most members have the company that is listed as their current one. */
  private static final String ROWS =
      """
      SELECT member.*, g.group_name, g.permissions
      FROM (
        SELECT row_number() OVER () AS n, page.*
        FROM (
          SELECT %s, m.auth_group_id AS group_id,
                 CASE WHEN m.id = p.active_membership_id THEN m.id ELSE %s END AS active_id
          %s
          ORDER BY m.person_id
          %s) page) member
      JOIN groups g ON g.group_id = member.group_id
      """;

  /** Each group once, however many members have it. */
  private static final String GROUPS =
      "groups AS MATERIALIZED (SELECT " + AuthGroupStore.COLUMNS + " FROM auth_group g)";

  private static final CallerQuery<PersonWithMembership> SELF =
      new CallerQuery<>(
          "",
          ", " + PERSON + CompanyStore.COLUMNS_TO_ADD,
          """
          LEFT JOIN person p ON p.id = caller.person_id
          LEFT JOIN membership m ON m.id = caller.membership_id
          """
              + COMPANY,
          Optional.empty(),
          Map.of(),
          PersonStore::self);

  /** All terms are one array, since each text of SQL is kept for good. */
  private static final String MATCHING =
      """
        AND NOT EXISTS (
          SELECT FROM unnest(:terms) AS term
          WHERE (upper(p.first_name) LIKE upper(term COLLATE roster_text)
            OR upper(p.last_name) LIKE upper(term COLLATE roster_text)
            OR upper(p.email) LIKE upper(term COLLATE roster_text)
            -- a domain of other letters is shown with A-labels, and the key has them
            OR upper(p.email_key) LIKE upper(term COLLATE roster_text)) IS NOT TRUE)
      """;

  /**
   * The members of the caller's current workspace whose names or address contain every term; none
   * without the permission.
   */
  CallerQuery<Page<PersonWithMembership>> colleagues(
      List<String> searchTerms, PageRequest pageRequest) {
    Map<String, Object> binds = new LinkedHashMap<>();
    binds.put("permission", Permission.VIEW_USER);
    String members = MEMBERS;
    if (!searchTerms.isEmpty()) {
      binds.put("terms", LikePattern.containingEach(searchTerms));
      members += MATCHING;
    }
    pageRequest.bind(binds);
    return new CallerQuery<>(
        GROUPS,
        CompanyStore.COLUMNS_TO_ADD + ", (SELECT count(*) " + members + ") AS total",
        COMPANY,
        Optional.of(ROWS.formatted(PERSON, CurrentMembershipSql.ID, members, PageRequest.SQL)),
        binds,
        PersonStore::page);
  }

  private static Page<PersonWithMembership> page(ResultSet result) throws SQLException {
    long total = result.getLong("total");
    if (total == 0) {
      return new Page<>(0, List.of());
    }
    Company company = CompanyStore.company(result);
    Map<Long, AuthGroup> groups = new HashMap<>();
    return new Page<>(
        total,
        CallerQuery.list(
            result,
            row -> {
              Person person = person(row, row.getLong("active_id"));
              AuthGroup group = group(row, groups);
              return new PersonWithMembership(
                  person, Optional.of(membership(row, person, company, group)));
            }));
  }

  /** Each group is parsed once, however many members have it. */
  private static AuthGroup group(ResultSet row, Map<Long, AuthGroup> groups) throws SQLException {
    long id = row.getLong("group_id");
    AuthGroup group = groups.get(id);
    if (group == null) {
      group = AuthGroupStore.group(row);
      groups.put(id, group);
    }
    return group;
  }

  /** The caller, with the membership that is the current workspace. */
  CallerQuery<PersonWithMembership> self() {
    return SELF;
  }

  private static PersonWithMembership self(ResultSet row) throws SQLException {
    long membershipId = row.getLong("membership_id");
    if (row.wasNull()) {
      return new PersonWithMembership(person(row, null), Optional.empty());
    }
    Person person = person(row, membershipId);
    return new PersonWithMembership(
        person,
        Optional.of(
            membership(row, person, CompanyStore.company(row), AuthGroupStore.groupOfCaller(row))));
  }

  /**
   * The members of a company who are suspended, in the order of their ids.
   *
   * @param after only members with a greater id
   */
  List<Suspension> suspended(ReadConnection tx, long companyId, long after, int size) {
    return tx.handle()
        .createQuery(
            """
            SELECT p.id, btrim(p.first_name || ' ' || p.last_name) AS name
            FROM membership m
            JOIN person p ON p.id = m.person_id
            WHERE m.company_id = :company AND m.enabled AND NOT p.is_active AND m.person_id > :after
            ORDER BY m.person_id LIMIT :size
            """)
        .bind("company", companyId)
        .bind("after", after)
        .bind("size", size)
        .map((row, context) -> new Suspension(row.getLong("id"), row.getString("name")))
        .list();
  }

  /** The person with this address, for a caller who proved to read its mail. */
  public OptionalLong idByEmail(ReadConnection tx, EmailAddress email) {
    return tx.handle()
        .createQuery("SELECT id FROM person WHERE email_key = :key")
        .bind("key", email.key())
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /** Stores a person unless the address is taken. */
  public void createUnlessKnown(
      Transaction tx,
      EmailAddress email,
      String firstName,
      String lastName,
      Optional<String> language) {
    tx.handle()
        .createUpdate(
            """
            INSERT INTO person (uid, email, email_key, first_name, last_name, is_active, is_mfa_enrolled,
                                is_mfa_required, status, language)
            VALUES (gen_random_uuid(), :email, :key, :firstName, :lastName, true, false, false, 'ACTIVE',
                    :language)
            ON CONFLICT (email_key) DO NOTHING
            """)
        .bind("email", email.typed())
        .bind("key", email.key())
        .bind("firstName", firstName)
        .bind("lastName", lastName)
        .bind("language", language.orElse(null))
        .execute();
  }

  /** Makes a membership the current workspace of a person who has none. */
  public void settle(Transaction tx, long personId, long membershipId) {
    tx.handle()
        .createUpdate(
            """
            UPDATE person SET active_membership_id = :membership
            WHERE id = :person AND active_membership_id IS NULL
            """)
        .bind("person", personId)
        .bind("membership", membershipId)
        .execute();
  }

  private static Person person(ResultSet row, @Nullable Long activeMembershipId)
      throws SQLException {
    return new Person(
        row.getLong("id"),
        row.getString("email"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("job_title"),
        row.getString("firebase_uid"),
        activeMembershipId,
        row.getBoolean("is_mfa_enrolled"),
        row.getBoolean("is_mfa_required"),
        row.getString("data_room_consumer_id"),
        row.getString("pylon_email_hash"));
  }

  private static Membership membership(
      ResultSet row, Person person, Company company, AuthGroup group) throws SQLException {
    return new Membership(
        row.getLong("membership_id"),
        person.id(),
        company,
        group,
        row.getString("membership_data_room_consumer_id"),
        row.getString("config"));
  }
}
