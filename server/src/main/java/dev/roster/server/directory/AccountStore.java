package dev.roster.server.directory;

import dev.roster.server.db.Transaction;
import java.util.Optional;

/** People as operators manage them. */
public final class AccountStore {

  Optional<Account> find(Transaction tx, EmailAddress email) {
    return tx.handle()
        .createQuery("SELECT id, email, is_active, status FROM person WHERE email_key = :key")
        .bind("key", email.key())
        .map((row, context) ->
            new Account(
                row.getLong("id"),
                row.getString("email"),
                row.getBoolean("is_active"),
                row.getString("status")))
        .findOne();
  }

  /** Stores a person, unless there is one with this address. */
  Optional<Long> insertUnlessKnown(
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

  /** False if the person was like that before. */
  boolean changeStatus(Transaction tx, long personId, boolean active, String status) {
    return tx.handle()
            .createUpdate(
                """
                UPDATE person SET is_active = :active, status = :status
                WHERE id = :person AND (is_active <> :active OR status <> :status)
                """)
            .bind("person", personId)
            .bind("active", active)
            .bind("status", status)
            .execute()
        == 1;
  }
}
