package dev.roster.server.privacy;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of every table that are about one person, as JSON. */
public final class PersonalDataStore {

  /**
   * A member of the export.
   *
   * @param rows selects its elements
   */
  private record Section(String name, String rows) {
    String sql() {
      return "'%s', (SELECT coalesce(json_agg(row_to_json(r)), '[]') FROM (%s) r)"
          .formatted(name, rows);
    }
  }

  private static final String PERSON =
      """
      (SELECT row_to_json(r) FROM (
        SELECT id, uid, email, email_key, first_name, last_name, job_title, firebase_uid,
               active_membership_id, is_active, is_mfa_enrolled, is_mfa_required,
               data_room_consumer_id, pylon_email_hash, status, language, nominee_person_id,
               nominee_start, nominee_end
        FROM person WHERE id = :person) r)
      """;

  private static final Section MEMBERSHIPS =
      new Section(
          "memberships",
          """
          SELECT m.id, m.company_id, c.name AS company, g.name AS auth_group, m.enabled,
                 m.data_room_consumer_id, m.config
          FROM membership m
          JOIN company c ON c.id = m.company_id
          JOIN auth_group g ON g.id = m.auth_group_id
          WHERE m.person_id = :person ORDER BY m.id
          """);

  private static final Section TOKENS =
      new Section(
          "tokens",
          """
          SELECT coalesce(public_id, id::text) AS id, label, scopes, created_at, expires_at,
                 last_used_at, revoked_at
          FROM api_token WHERE person_id = :person ORDER BY created_at, id
          """);

  private static final String INVITATIONS =
      """
      SELECT i.id, i.company_id, c.name AS company, i.email, g.name AS auth_group, i.created_at,
             i.expires_at, i.accepted_at, i.declined_at, i.revoked_at, i.expired_at, i.mailing
      FROM invitation i
      JOIN company c ON c.id = i.company_id
      JOIN auth_group g ON g.id = i.auth_group_id
      WHERE %s ORDER BY i.created_at, i.id
      """;

  private static final String FOR_THEM = "i.id = ANY (:invitations)";

  private static final Section INVITATIONS_FOR =
      new Section("invitations_for", INVITATIONS.formatted(FOR_THEM));

  private static final Section INVITATIONS_BY =
      new Section("invitations_by", INVITATIONS.formatted("i.invited_by = :person"));

  private static final Section MAILS =
      new Section(
          "mails",
          """
          SELECT o.id, o.invitation_id, o.message_id, o.state, o.created_at, o.sent_at, o.attempts,
                 o.last_error
          FROM outbox o JOIN invitation i ON i.id = o.invitation_id
          WHERE %s ORDER BY o.created_at, o.id
          """
              .formatted(FOR_THEM));

  private static final Section MAIL_COUNTERS =
      new Section(
          "mail_counters",
          """
          SELECT kind, day, used FROM invitation_quota
          WHERE kind = 'target' AND subject = :key AND NOT :shared OR kind = 'inviter' AND subject = :personText
          ORDER BY day, kind
          """);

  private static final Section IDEMPOTENCY_RECORDS =
      new Section(
          "idempotency_records",
          """
          SELECT operation, result, created_at FROM idempotency_key
          WHERE person_id = :person ORDER BY created_at
          """);

  private static final Section NOMINATED_BY =
      new Section(
          "nominated_by",
          """
          SELECT id AS person_id, nominee_start, nominee_end FROM person
          WHERE nominee_person_id = :person ORDER BY id
          """);

  private static final Section ADDRESS_FINDINGS =
      new Section(
          "address_findings",
          """
          SELECT f.kind, f.old_key, f.found_at
          FROM address_finding f
          WHERE f.person_id = :person OR f.invitation_id = ANY (:invitations) ORDER BY f.id
          """);

  /** Network address, credential and request are those of the person or left out. */
  private static final Section AUDIT_EVENTS =
      new Section(
          "audit_events",
          """
          SELECT e.id, e.at, e.action, e.actor, e.actor_person_id, e.company_id, e.tenant_id,
                 e.person_id, e.invitation_id, e.object,
                 CASE WHEN own THEN e.credential END AS credential,
                 CASE WHEN own THEN e.address END AS address,
                 CASE WHEN own THEN e.request_id END AS request_id, e.detail
          FROM (SELECT a.*, coalesce(a.actor_person_id = :person, false)
                  OR a.actor = 'visitor' AND coalesce(a.person_id = :person, true) AS own
                FROM audit_event a
                WHERE a.actor_person_id = :person OR a.person_id = :person
                  OR a.action = 'invitation.declined' AND a.invitation_id = ANY (:invitations)) e
          ORDER BY e.id
          """);

  private static final String EVERYTHING =
      "SELECT json_build_object('person', "
          + PERSON
          + Stream.of(
                  MEMBERSHIPS,
                  TOKENS,
                  INVITATIONS_FOR,
                  INVITATIONS_BY,
                  MAILS,
                  MAIL_COUNTERS,
                  IDEMPOTENCY_RECORDS,
                  NOMINATED_BY,
                  ADDRESS_FINDINGS,
                  AUDIT_EVENTS)
              .map(Section::sql)
              .collect(Collectors.joining(",\n", ",\n", ""))
          + ")::text FROM person WHERE id = :person";

  /** A row with an address, which has no key where another row has the same address. */
  private record Addressed<T>(T id, String email, @Nullable String key) {
    boolean isOf(EmailAddress address) {
      return address.key().equals(key == null ? new EmailAddress(email).key() : key);
    }
  }

  /** The person as the subject of data; empty without such a person. */
  Optional<DataSubject> find(ReadConnection tx, long personId) {
    return tx.handle()
        .createQuery("SELECT email, is_active FROM person WHERE id = :person")
        .bind("person", personId)
        .map((row, context) -> {
          EmailAddress email = new EmailAddress(row.getString("email"));
          boolean active = row.getBoolean("is_active");
          return new DataSubject(personId, email, active, isShared(tx, personId, email));
        })
        .findOne();
  }

  private static boolean isShared(ReadConnection tx, long personId, EmailAddress email) {
    return tx
        .handle()
        .createQuery(
            """
            SELECT id, email, email_key FROM person
            WHERE (email_key = :key OR email_key IS NULL) AND id <> :person
            """)
        .bind("key", email.key())
        .bind("person", personId)
        .map((row, context) ->
            new Addressed<>(row.getLong("id"), row.getString("email"), row.getString("email_key")))
        .stream()
        .anyMatch(other -> other.isOf(email));
  }

  /**
   * The invitations that the person has accepted, under whatever address, and those for the
   * person's address unless that is another person's as well.
   */
  List<UUID> invitationsFor(ReadConnection tx, DataSubject dataSubject) {
    List<UUID> accepted =
        tx.handle()
            .createQuery(
                """
                SELECT i.id FROM invitation i
                WHERE i.id IN (SELECT invitation_id FROM audit_event
                               WHERE person_id = :person AND action = 'invitation.accepted')
                """)
            .bind("person", dataSubject.id())
            .mapTo(UUID.class)
            .list();
    return dataSubject.addressShared()
        ? accepted
        : Stream.concat(accepted.stream(), addressed(tx, dataSubject.email()).stream())
            .distinct()
            .toList();
  }

  private static List<UUID> addressed(ReadConnection tx, EmailAddress email) {
    return tx
        .handle()
        .createQuery(
            """
            SELECT id, email, email_key FROM invitation WHERE email_key = :key OR email_key IS NULL
            """)
        .bind("key", email.key())
        .map((row, context) ->
            new Addressed<>(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("email_key")))
        .stream()
        .filter(each -> each.isOf(email))
        .map(Addressed::id)
        .toList();
  }

  /**
   * All rows about the person in one statement, so that they are of one moment.
   *
   * @param invitations those for the person
   */
  Optional<String> everything(Transaction tx, DataSubject dataSubject, List<UUID> invitations) {
    tx.handle().execute("SET LOCAL TimeZone = 'UTC'");
    return tx.handle()
        .createQuery(EVERYTHING)
        .bind("person", dataSubject.id())
        .bind("personText", Long.toString(dataSubject.id()))
        .bind("key", dataSubject.email().key())
        .bind("shared", dataSubject.addressShared())
        .bindArray("invitations", UUID.class, invitations)
        .mapTo(String.class)
        .findOne();
  }
}
