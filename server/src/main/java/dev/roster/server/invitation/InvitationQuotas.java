package dev.roster.server.invitation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The limits of invitation mails per day; 0 for none.
 *
 * @param inviter by one person
 * @param company to one company
 * @param target to one address, by all companies together
 * @param total by everybody
 */
public record InvitationQuotas(int inviter, int company, int target, int total) {
  /** No limit, for load tests. */
  public static final InvitationQuotas OFF = new InvitationQuotas(0, 0, 0, 0);

  // where nothing else is asked for; docs/adr/0025 says why
  public static final int USUAL_INVITER = 100;
  public static final int USUAL_COMPANY = 300;
  public static final int USUAL_TARGET = 5;
  public static final int USUAL_TOTAL = 2000;

  public InvitationQuotas {
    if (inviter < 0 || company < 0 || target < 0 || total < 0) {
      throw new IllegalArgumentException("An invitation quota must be 0 (off) or more.");
    }
  }

  /** The counters; every statement takes them in this order, so that none deadlocks. */
  enum Kind {
    TARGET,
    INVITER,
    COMPANY,
    TOTAL
  }

  private int of(Kind kind) {
    return switch (kind) {
      case TARGET -> target;
      case INVITER -> inviter;
      case COMPANY -> company;
      case TOTAL -> total;
    };
  }

  /** The limits of the counters that have one, in the order of the counters. */
  SequencedMap<Kind, Integer> limits() {
    SequencedMap<Kind, Integer> limits = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      if (of(kind) > 0) {
        limits.put(kind, of(kind));
      }
    }
    return Collections.unmodifiableSequencedMap(limits);
  }
}
