package dev.roster.server.directory;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** People as operators manage them. */
public final class AccountStore {

  public Optional<Account> find(ReadConnection tx, AccountName name) {
    return switch (name) {
      case EmailAddress email -> find(tx, "email_key = :name", email.key());
      case AccountName.Id id -> find(tx, "id = :name", id.value());
    };
  }

  private static Optional<Account> find(ReadConnection tx, String condition, Object name) {
    return tx.handle()
        .createQuery("SELECT id, email, is_active, status FROM person WHERE " + condition)
        .bind("name", name)
        .map((row, context) ->
            new Account(
                row.getLong("id"),
                row.getString("email"),
                row.getBoolean("is_active"),
                UserStatus.valueOf(row.getString("status"))))
        .findOne();
  }

  /** The findings of migrations about addresses, oldest first. */
  List<AddressFinding> addressFindings(ReadConnection tx) {
    return tx.handle()
        .createQuery(
            """
            SELECT f.kind, f.old_key, f.person_id, f.invitation_id, coalesce(p.email, i.email) AS email
            FROM address_finding f
            LEFT JOIN person p ON p.id = f.person_id
            LEFT JOIN invitation i ON i.id = f.invitation_id
            ORDER BY f.id
            """)
        .map((row, context) ->
            new AddressFinding(
                AddressFinding.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getObject("person_id", Long.class)),
                Optional.ofNullable(row.getObject("invitation_id", UUID.class)),
                row.getString("email"),
                row.getString("old_key")))
        .list();
  }

  /** Stores a person, unless there is one with this address. */
  public Optional<Long> insertUnlessKnown(
      Transaction tx, EmailAddress email, String firstName, String lastName) {
    return tx.handle()
        .createQuery(
            """
            INSERT INTO person (uid, email, email_key, first_name, last_name, is_active, is_mfa_enrolled,
              is_mfa_required, status)
            VALUES (gen_random_uuid(), :email, :key, :first, :last, true, false, false, 'ACTIVE')
            ON CONFLICT (email_key) DO NOTHING
            RETURNING id
            """)
        .bind("email", email.typed())
        .bind("key", email.key())
        .bind("first", firstName)
        .bind("last", lastName)
        .mapTo(Long.class)
        .findOne();
  }

  /**
   * Stores what the identity provider calls a person, unless that is another person's; counts 0
   * then. Two at the same time are kept apart by an index.
   */
  int link(Transaction tx, long personId, String subject) {
    return tx.handle()
        .createUpdate(
            """
            UPDATE person SET firebase_uid = :subject
            WHERE id = :person AND NOT EXISTS (
              SELECT FROM person o WHERE o.firebase_uid = :subject AND o.firebase_uid <> '' AND o.id <> :person)
            """)
        .bind("person", personId)
        .bind("subject", subject)
        .execute();
  }

  /** False if the person had no subject. */
  boolean unlink(Transaction tx, long personId) {
    return tx.handle()
            .createUpdate(
                "UPDATE person SET firebase_uid = NULL WHERE id = :person AND firebase_uid <> ''")
            .bind("person", personId)
            .execute()
        == 1;
  }

  /** Whom the identity provider calls by this name. */
  Optional<String> emailOfSubject(ReadConnection tx, String subject) {
    return tx.handle()
        .createQuery(
            "SELECT email FROM person WHERE firebase_uid = :subject AND firebase_uid <> ''")
        .bind("subject", subject)
        .mapTo(String.class)
        .findOne();
  }

  /**
   * False if the person had the address before, to the letter. Addresses are kept apart by an
   * index.
   */
  boolean readdress(Transaction tx, long personId, EmailAddress address) {
    return tx.handle()
            .createUpdate(
                """
                UPDATE person SET email = :email, email_key = :key
                WHERE id = :person AND (email <> :email OR email_key IS DISTINCT FROM :key)
                """)
            .bind("person", personId)
            .bind("email", address.typed())
            .bind("key", address.key())
            .execute()
        == 1;
  }

  void forgetAddressFindings(Transaction tx, long personId) {
    tx.handle()
        .createUpdate("DELETE FROM address_finding WHERE person_id = :person")
        .bind("person", personId)
        .execute();
  }

  /** False if the person was like that before. */
  boolean changeStatus(Transaction tx, long personId, boolean active, UserStatus status) {
    return tx.handle()
            .createUpdate(
                """
                UPDATE person SET is_active = :active, status = :status
                WHERE id = :person AND (is_active <> :active OR status <> :status)
                """)
            .bind("person", personId)
            .bind("active", active)
            .bind("status", status.name())
            .execute()
        == 1;
  }
}
