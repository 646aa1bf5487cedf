package dev.roster.server.privacy;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.OWNER;

import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.UUID;

/** A directory in which a person has left a row in every table that can hold one. */
final class PrivacyFixture implements AutoCloseable {
  /** Parts of values that nothing but the rows of the person holds. */
  static final List<String> CANARIES = List.of("canary", "c0ffee00-", "\\xca7a", "203.0.113.77");

  static final EmailAddress CANARY = new EmailAddress("Canary.Address@Example.org");

  final TestDirectory directory = new TestDirectory();
  final long company = directory.company();
  final long colleague = directory.person();
  final long person;

  PrivacyFixture() {
    directory.membership(company, colleague, OWNER);
    person = directory.person(CANARY);
    directory.sql(
        """
        UPDATE person SET uid = 'c0ffee00-0000-4000-8000-000000000001', first_name = 'Canary-first',
          last_name = 'Canary-last', job_title = 'canary-job', firebase_uid = 'canary-subject',
          data_room_consumer_id = 'canary-consumer', pylon_email_hash = 'canary-hash',
          language = 'canary-language', nominee_person_id = ?, nominee_start = now(),
          nominee_end = now(), is_mfa_enrolled = true
        WHERE id = ?
        """,
        colleague,
        person);
    long membership = directory.membership(company, person, ADMIN);
    directory.sql(
        """
        UPDATE membership SET data_room_consumer_id = 'canary-member', config = '{"canary": 1}'
        WHERE id = ?
        """,
        membership);
    directory.sql("UPDATE person SET active_membership_id = ? WHERE id = ?", membership, person);
    directory.sql(
        "UPDATE person SET nominee_person_id = ?, nominee_start = now() WHERE id = ?",
        person,
        colleague);
    directory.sql(
        """
        INSERT INTO api_token (id, token_hash, person_id, label, public_id, expires_at, last_used_at,
                               revoked_at)
        VALUES ('c0ffee00-0000-4000-8000-000000000002', '\\xca7a01', ?, 'canary-label',
                'kept-public-id', now(), now(), now())
        """,
        person);
    invitations();
    requests();
    events();
  }

  private void invitations() {
    directory.sql(
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, invited_by, created_at,
                                expires_at, accepted_at, declined_at, revoked_at, expired_at)
        VALUES ('c0ffee00-0000-4000-8000-000000000011', ?, 'canary.address@EXAMPLE.org',
                'Canary.Address@example.org', 3, ?, now(), now(), now(), now(), now(), now()),
               ('cafe0000-0000-4000-8000-000000000012', ?, 'canary-earlier@example.org',
                'canary-earlier@example.org', 3, ?, now(), now(), now(), NULL, NULL, NULL),
               ('cafe0000-0000-4000-8000-000000000013', ?, 'canary.address@EXAMPLE.org',
                'Canary.Address@example.org', 3, ?, now(), now(), NULL, now(), now(), NULL)
        """,
        company,
        colleague,
        company,
        colleague,
        company,
        colleague);
    directory.sql(
        "UPDATE invitation SET email_key = ? WHERE email = 'canary.address@EXAMPLE.org'",
        CANARY.key());
    directory.sql(
        """
        INSERT INTO invitation_secret (hash, invitation_id, mailing)
        VALUES (decode(rpad('ca7a', 64, '0'), 'hex'), 'c0ffee00-0000-4000-8000-000000000011', 1)
        """);
    directory.sql(
        """
        INSERT INTO outbox (id, invitation_id, message_id, state, created_at, last_error, sent_at, held_at)
        VALUES ('c0ffee00-0000-4000-8000-000000000021', 'c0ffee00-0000-4000-8000-000000000011',
                '<canary@roster>', 'waiting', now(), 'canary-error', now(), now())
        """);
    directory.sql(
        """
        INSERT INTO address_finding (kind, person_id, old_key) VALUES ('rekeyed', ?, 'canary-old-key')
        """,
        person);
    directory.sql(
        """
        INSERT INTO address_finding (kind, invitation_id, old_key)
        VALUES ('rekeyed', 'c0ffee00-0000-4000-8000-000000000011', 'canary-old-key')
        """);
  }

  private void requests() {
    directory.sql(
        """
        INSERT INTO idempotency_key (person_id, operation, key_hash, content_hash, result)
        VALUES (?, 'switch', decode(rpad('ca7a', 64, '0'), 'hex'),
                decode(rpad('ca7a', 64, '0'), 'hex'), 'canary-result'),
               (?, 'invite', decode(rpad('ca7a', 64, '1'), 'hex'),
                decode(rpad('ca7a', 64, '1'), 'hex'), 'c0ffee00-0000-4000-8000-000000000011')
        """,
        person,
        colleague);
    directory.sql(
        """
        INSERT INTO invitation_quota (kind, subject, day, used)
        VALUES ('target', ?, current_date, 1), ('inviter', ?, current_date, 1)
        """,
        CANARY.key(),
        Long.toString(person));
    directory.sql(
        """
        INSERT INTO rate_limit_count (api, credential, replica, used, ends_at, changed_at)
        VALUES ('coolset', gen_random_uuid(), gen_random_uuid(), 1, now(), now())
        """);
  }

  /** The ids in them are pseudonyms, which stay; the addresses of the network do not. */
  private void events() {
    directory.sql(
        """
        INSERT INTO audit_event (at, action, actor, actor_person_id, credential, company_id, tenant_id,
                                 person_id, invitation_id, object, address, request_id, detail)
        VALUES (now(), 'workspace.switched', 'user', ?, 'kept-public-id', ?, gen_random_uuid(), ?,
                NULL, 'kept-object', '203.0.113.77', 'kept-request', '{"kept": 1}'),
               (now(), 'invitation.accepted', 'visitor', NULL, NULL, ?, NULL, ?,
                'cafe0000-0000-4000-8000-000000000012', NULL, '203.0.113.77', 'r', '{}'),
               (now(), 'invitation.declined', 'visitor', NULL, NULL, ?, NULL, NULL,
                'cafe0000-0000-4000-8000-000000000013', NULL, '203.0.113.77', 'd', '{}'),
               (now(), 'person.suspended', 'operator', NULL, 'root', NULL, NULL, ?, NULL, NULL,
                '198.51.100.1', 'r', '{}')
        """,
        person,
        company,
        person,
        company,
        person,
        company,
        person);
  }

  /** An invitation that is pending, with a mail that waits. */
  UUID invitation(EmailAddress email, long invitedBy) {
    UUID id = directory.invitation(company, email, invitedBy);
    directory.sql(
        """
        INSERT INTO outbox (id, invitation_id, message_id, state, created_at)
        VALUES (gen_random_uuid(), ?, ?, 'waiting', now())
        """,
        id,
        "<" + id + "@roster>");
    return id;
  }

  @Override
  public void close() {
    directory.close();
  }
}
