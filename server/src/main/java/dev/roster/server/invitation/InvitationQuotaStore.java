package dev.roster.server.invitation;

import dev.roster.server.db.Relation;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.InvitationQuotas.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts the mails of invitations by day. */
public final class InvitationQuotaStore {

  /**
   * The counters of a mail and their limits.
   *
   * @param limits of the kinds that are limited, in the order in which they are counted
   */
  Relation<Kind> quota(
      long companyId,
      long personId,
      EmailAddress target,
      LocalDate day,
      SequencedMap<Kind, Integer> limits) {
    return new Relation<>(
        "quota",
        """
        SELECT limited.kind, limited.subject, limited.most, limited.place,
               (SELECT q.used FROM invitation_quota q
                WHERE q.kind = limited.kind AND q.subject = limited.subject
                  AND q.day = :quota.day) AS used
        FROM unnest(:quota.kinds, :quota.subjects, :quota.limits)
          WITH ORDINALITY AS limited (kind, subject, most, place)
        """,
        Map.of(
            "kinds", limits.keySet().stream().map(InvitationQuotaStore::name).toList(),
            "subjects",
                limits.keySet().stream()
                    .map(kind -> subject(kind, companyId, personId, target))
                    .toList(),
            "limits", limits.values().toArray(Integer[]::new),
            "day", day),
        InvitationQuotaStore::kind);
  }

  /** The kinds of counters that are at their limits. */
  Relation<Kind> reached(Relation<Kind> quota) {
    return new Relation<>(
        "reached",
        "SELECT kind FROM %s WHERE used >= most ORDER BY place".formatted(quota.name()),
        Map.of(),
        InvitationQuotaStore::kind);
  }

  /**
   * Counts a mail. The counters stay locked until the statement ends, so that no two requests take
   * the last place: the second gets null, which the column does not take, and so changes nothing.
   *
   * @param made the invitation that the mail is for
   */
  Relation<Kind> counted(Relation<UUID> made, Relation<Kind> quota, LocalDate day) {
    return new Relation<>(
        "counted",
        """
        INSERT INTO invitation_quota AS q (kind, subject, day, used)
        SELECT quota.kind, quota.subject, CAST(:counted.day AS date), 1
        FROM %1$s, %2$s AS quota
        ORDER BY quota.place
        ON CONFLICT (kind, subject, day) DO UPDATE
        SET used = (SELECT q.used + 1 FROM %2$s l WHERE l.kind = q.kind AND q.used < l.most)
        RETURNING kind
        """
            .formatted(made.name(), quota.name()),
        Map.of("day", day),
        InvitationQuotaStore::kind);
  }

  /**
   * Counts a mail unless a counter is at its limit; the kinds of those that are. The counters stay
   * locked until the transaction ends, so that no two requests take the last place.
   */
  List<Kind> take(
      Transaction tx,
      long companyId,
      long personId,
      EmailAddress target,
      LocalDate day,
      SequencedMap<Kind, Integer> limits) {
    List<Kind> reached = new ArrayList<>();
    // one after the other, in the order in which every statement locks them
    limits.forEach((kind, most) -> {
      if (count(tx, kind, subject(kind, companyId, personId, target), day, 0) >= most) {
        reached.add(kind);
      }
    });
    if (reached.isEmpty()) {
      limits.forEach(
          (kind, most) -> count(tx, kind, subject(kind, companyId, personId, target), day, 1));
    }
    return reached;
  }

  /** Adds to a counter, which locks it; the count after that. */
  private static int count(Transaction tx, Kind kind, String subject, LocalDate day, int more) {
    return tx.handle()
        .createQuery(
            """
            INSERT INTO invitation_quota AS q (kind, subject, day, used)
            VALUES (:kind, :subject, :day, :more)
            ON CONFLICT (kind, subject, day) DO UPDATE SET used = q.used + excluded.used
            RETURNING used
            """)
        .bind("kind", name(kind))
        .bind("subject", subject)
        .bind("day", day)
        .bind("more", more)
        .mapTo(Integer.class)
        .one();
  }

  private static Kind kind(@Nullable String name) {
    return Kind.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT));
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
    tx.handle()
        .execute(
            "DELETE FROM invitation_quota WHERE day < CAST(now() AT TIME ZONE 'UTC' AS date) - 1");
  }
}
