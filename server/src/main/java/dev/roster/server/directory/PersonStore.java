package dev.roster.server.directory;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Query;

/** People as members of a company; each look-up is scoped to a company or to the person itself. */
public final class PersonStore {
  private static final String SELECT =
      """
      SELECT p.id, p.email, p.first_name, p.last_name, p.job_title, p.firebase_uid, p.is_mfa_enrolled,
             p.is_mfa_required, p.data_room_consumer_id, p.pylon_email_hash,
             (SELECT a.id FROM membership a
              WHERE a.person_id = p.id AND a.enabled
              ORDER BY (a.id = p.active_membership_id) DESC NULLS LAST, a.id LIMIT 1) AS active_id,
             m.id AS membership_id, m.data_room_consumer_id AS membership_data_room_consumer_id, m.config,
             g.id AS group_id, g.name AS group_name,
             ARRAY(SELECT gp.codename FROM auth_group_permission gp
                   WHERE gp.auth_group_id = g.id ORDER BY gp.position) AS permissions,
      """
          + CompanyStore.COLUMNS;

  private static final String OF_COMPANY =
      """
      FROM membership m
      JOIN person p ON p.id = m.person_id
      JOIN auth_group g ON g.id = m.auth_group_id
      JOIN company c ON c.id = m.company_id
      WHERE m.company_id = :company AND m.enabled
      """;

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

  /** The members of a company whose names or address contain every term. */
  Page<PersonWithMembership> membersOf(
      ReadConnection tx, long companyId, List<String> searchTerms, PageRequest pageRequest) {
    Map<String, Object> binds =
        searchTerms.isEmpty() ? Map.of() : Map.of("terms", LikePattern.containingEach(searchTerms));
    String from = OF_COMPANY + (searchTerms.isEmpty() ? "" : MATCHING);
    long total =
        binding(tx.handle().createQuery("SELECT count(*) " + from), companyId, binds)
            .mapTo(Long.class)
            .one();
    if (pageRequest.isBehind(total)) {
      return new Page<>(total, List.of());
    }
    String page = SELECT + from + "ORDER BY p.id LIMIT :limit OFFSET :offset";
    return new Page<>(
        total,
        binding(tx.handle().createQuery(page), companyId, binds)
            .bind("limit", pageRequest.limit())
            .bind("offset", pageRequest.offset().longValueExact())
            .map((row, context) -> member(row))
            .list());
  }

  private static Query binding(Query query, long companyId, Map<String, Object> binds) {
    query.bind("company", companyId);
    CompanyStore.bindAll(query, binds);
    return query;
  }

  /** A person with the membership that is the current workspace. */
  PersonWithMembership byId(ReadConnection tx, long personId) {
    return tx.handle()
        .createQuery(
            SELECT
                + """
                FROM person p
                LEFT JOIN LATERAL (
                  SELECT a.* FROM membership a
                  WHERE a.person_id = p.id AND a.enabled
                  ORDER BY (a.id = p.active_membership_id) DESC NULLS LAST, a.id LIMIT 1) m ON true
                LEFT JOIN auth_group g ON g.id = m.auth_group_id
                LEFT JOIN company c ON c.id = m.company_id
                WHERE p.id = :person
                """)
        .bind("person", personId)
        .map((row, context) -> member(row))
        .one();
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

  private static PersonWithMembership member(ResultSet row) throws SQLException {
    Person person =
        new Person(
            row.getLong("id"),
            row.getString("email"),
            row.getString("first_name"),
            row.getString("last_name"),
            row.getString("job_title"),
            row.getString("firebase_uid"),
            row.getObject("active_id", Long.class),
            row.getBoolean("is_mfa_enrolled"),
            row.getBoolean("is_mfa_required"),
            row.getString("data_room_consumer_id"),
            row.getString("pylon_email_hash"));
    long membershipId = row.getLong("membership_id");
    if (row.wasNull()) {
      return new PersonWithMembership(person, Optional.empty());
    }
    AuthGroup group =
        new AuthGroup(
            row.getLong("group_id"),
            row.getString("group_name"),
            List.of((String[]) row.getArray("permissions").getArray()));
    return new PersonWithMembership(
        person,
        Optional.of(
            new Membership(
                membershipId,
                person.id(),
                CompanyStore.company(row),
                group,
                row.getString("membership_data_room_consumer_id"),
                row.getString("config"))));
  }
}
