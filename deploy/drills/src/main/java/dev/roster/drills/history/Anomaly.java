package dev.roster.drills.history;

/**
 * Something in a history that no correct server does.
 *
 * @param about the object that it happened to, and how
 */
public record Anomaly(Kind kind, String about) {

  /** The kinds of anomalies. */
  public enum Kind {
    /** One invitation was accepted by two calls. */
    ACCEPTED_TWICE,
    /** A change is known that no call can have made so early. */
    EFFECT_WITHOUT_CAUSE,
    /** A read misses a change that was known before it began. */
    STALE_READ,
    /** A list has one member twice. */
    MEMBER_TWICE,
    /** An address was invited to a company a second time. */
    INVITED_TWICE,
    /** A request under a known key was carried out again, or has another response. */
    KEY_FORGOTTEN,
    /** Two different requests succeeded under one key. */
    KEY_SHARED,
    /** More was made than a quota allows. */
    QUOTA_EXCEEDED,
    /** A quota refused although no counter can have been at its limit. */
    QUOTA_TOO_EARLY,
    /** A quota counter is not the number of what it counts. */
    QUOTA_MISCOUNTED,
    /** A revoked token is still accepted. */
    REVOKED_TOKEN_WORKS,
    /** A token is refused that nobody has revoked. */
    VALID_TOKEN_REFUSED,
    /** No order of the switches explains what was read. */
    WORKSPACE_INCONSISTENT,
    /** An acknowledged change is not in the database. */
    ACKNOWLEDGED_LOST,
    /** A refused change is in the database, or one that nobody asked for. */
    REFUSED_BUT_STORED,
    /** A change has no audit event. */
    AUDIT_MISSING,
    /** A change has two audit events, or an event has no change. */
    AUDIT_SURPLUS,
    /** An invitation has no mail. */
    MAIL_MISSING,
    /** An invitation has two mails. */
    MAIL_TWICE,
    /** A response that the contract does not have for this call, such as a 500. */
    UNEXPECTED_RESPONSE
  }

  @Override
  public String toString() {
    return kind + ": " + about;
  }
}
