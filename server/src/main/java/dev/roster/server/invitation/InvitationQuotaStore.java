package dev.roster.server.invitation;

import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.InvitationQuotas.Kind;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Counts the mails of invitations by day. A count locks the counters until its transaction ends, so
 * that no two requests take the last place.
 */
public final class InvitationQuotaStore {

  /** Counts one mail more (or fewer, with -1) and tells how many that makes, by kind. */
  Map<Kind, Long> add(
      Transaction tx,
      long companyId,
      long personId,
      EmailAddress target,
      LocalDate day,
      List<Kind> kinds,
      int mails) {
    // who waits behind others must not wait for ever
    tx.handle().execute("SET LOCAL lock_timeout = '3s'");
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    tx.handle()
        .createQuery(
            """
            INSERT INTO invitation_quota AS q (kind, subject, day, used)
            SELECT kind, subject, :day, :mails
            FROM unnest(:kinds, :subjects) WITH ORDINALITY AS counted (kind, subject, place)
            ORDER BY place
            ON CONFLICT (kind, subject, day) DO UPDATE SET used = q.used + excluded.used
            RETURNING kind, used
            """)
        .bind("day", day)
        .bind("mails", mails)
        .bindArray("kinds", String.class, kinds.stream().map(InvitationQuotaStore::name).toArray())
        .bindArray(
            "subjects",
            String.class,
            kinds.stream().map(kind -> subject(kind, companyId, personId, target)).toArray())
        .map((row, context) ->
            counts.put(
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getLong("used")))
        .list();
    return counts;
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String subject(Kind kind, long companyId, long personId, EmailAddress target) {
    return switch (kind) {
      case TARGET -> target.key();
      case INVITER -> Long.toString(personId);
      case COMPANY -> Long.toString(companyId);
      case TOTAL -> "";
    };
  }

  /** Counts a mail to the address of an open invitation, whatever the quotas say. */
  void addResent(Transaction tx, long companyId, UUID id, EmailAddress target, LocalDate day) {
    tx.handle()
        .createUpdate(
            """
            INSERT INTO invitation_quota AS q (kind, subject, day, used)
            SELECT 'target', :subject, :day, 1 FROM invitation i
            WHERE i.company_id = :company AND i.id = :id
              AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expired_at IS NULL
            ON CONFLICT (kind, subject, day) DO UPDATE SET used = q.used + excluded.used
            """)
        .bind("company", companyId)
        .bind("id", id)
        .bind("subject", target.key())
        .bind("day", day)
        .execute();
  }

  /** Forgets the days before yesterday, since it may still be yesterday on another server. */
  public void sweep(Transaction tx) {
    tx.handle().execute("DELETE FROM invitation_quota WHERE day < current_date - 1");
  }
}
