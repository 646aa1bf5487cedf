package dev.roster.server.invitation;

import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Relation;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.InvitationQuotas.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits as many invitations per day as the quotas allow. Days are those of UTC for every quota:
 * the wait would otherwise tell when others began to invite the address. Safe for use by many
 * threads.
 */
public final class QuotaGate {
  private static final Logger LOG = LoggerFactory.getLogger(QuotaGate.class);

  private final InvitationQuotaStore counters;
  private final SequencedMap<Kind, Integer> limits;

  public QuotaGate(InvitationQuotaStore counters, InvitationQuotas quotas) {
    this.counters = counters;
    this.limits = quotas.limits();
  }

  /** The counters of a mail to the address. */
  Relation<Kind> quota(UserCaller caller, EmailAddress target, Instant now) {
    long companyId = caller.workspace().companyId();
    return counters.quota(companyId, caller.personId(), target, day(now), limits);
  }

  /** The counters that refuse the mail. */
  Relation<Kind> reached(Relation<Kind> quota) {
    return counters.reached(quota);
  }

  /** Takes a place for the mail of an invitation. */
  Relation<Kind> counted(Relation<UUID> made, Relation<Kind> quota, Instant now) {
    return counters.counted(made, quota, day(now));
  }

  /**
   * Takes a place for a mail in a transaction that has locked its invitation. The time to wait if a
   * counter has reached its limit: then none was taken.
   */
  Optional<Duration> take(Transaction tx, UserCaller caller, EmailAddress target, Instant now) {
    long companyId = caller.workspace().companyId();
    List<Kind> reached = counters.take(tx, companyId, caller.personId(), target, day(now), limits);
    if (reached.isEmpty()) {
      return Optional.empty();
    }
    LOG.warn("person {} has reached invitation quotas: {}", caller.personId(), reached);
    return Optional.of(untilTomorrow(now));
  }

  /** The refusal of a mail; empty if no counter has reached its limit. */
  Optional<InviteOutcome> refusal(UserCaller caller, List<Kind> reached, Instant now) {
    if (reached.isEmpty()) {
      return Optional.empty();
    }
    LOG.warn("person {} has reached invitation quotas: {}", caller.personId(), reached);
    return Optional.of(new InviteOutcome.QuotaReached(untilTomorrow(now)));
  }

  static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private static Duration untilTomorrow(Instant now) {
    Instant tomorrow = day(now).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return Duration.ofSeconds(Math.ceilDiv(Duration.between(now, tomorrow).toMillis(), 1000));
  }
}
