package dev.roster.server.invitation;

import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.InvitationQuotas.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final InvitationQuotas quotas;
  private final List<Kind> limited;

  public QuotaGate(InvitationQuotaStore counters, InvitationQuotas quotas) {
    this.counters = counters;
    this.quotas = quotas;
    this.limited = quotas.limited();
  }

  /** Takes a place for a mail to the address; without one, tells how long to wait. */
  Optional<Duration> take(Transaction tx, UserCaller caller, EmailAddress target, Instant now) {
    if (limited.isEmpty()) {
      return Optional.empty();
    }
    Map<Kind, Long> counts = add(tx, caller, target, now, 1);
    List<Kind> reached =
        limited.stream().filter(kind -> counts.getOrDefault(kind, 0L) > quotas.of(kind)).toList();
    if (reached.isEmpty()) {
      return Optional.empty();
    }
    LOG.warn("person {} has reached invitation quotas: {}", caller.personId(), reached);
    giveBack(tx, caller, target, now);
    return Optional.of(untilTomorrow(now));
  }

  /** Gives a place back that no mail needed. */
  void giveBack(Transaction tx, UserCaller caller, EmailAddress target, Instant now) {
    if (!limited.isEmpty()) {
      add(tx, caller, target, now, -1);
    }
  }

  private Map<Kind, Long> add(
      Transaction tx, UserCaller caller, EmailAddress target, Instant now, int mails) {
    long companyId = caller.workspace().companyId();
    return counters.add(tx, companyId, caller.personId(), target, day(now), limited, mails);
  }

  static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private static Duration untilTomorrow(Instant now) {
    Instant tomorrow = day(now).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return Duration.ofSeconds(Math.ceilDiv(Duration.between(now, tomorrow).toMillis(), 1000));
  }
}
