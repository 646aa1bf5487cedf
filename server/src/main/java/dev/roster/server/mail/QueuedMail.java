package dev.roster.server.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail of the outbox whose turn it is, with what it tells.
 *
 * @param mailing which of the invitation's mails this is
 * @param attempts how many have failed
 * @param ownFailures how many of them for a reason of this mail
 * @param refusals how many of those were refusals for good, of which others were spared
 * @param unconfirmed how often it left without being confirmed
 * @param heldAt when the last of those failed that may concern every mail; null if none did
 * @param inviter null if nobody is known
 * @param locale of the company
 * @param expiresAt null for an invitation that does not expire
 */
record QueuedMail(
    UUID id,
    UUID invitationId,
    int mailing,
    String messageId,
    int attempts,
    int ownFailures,
    int refusals,
    int unconfirmed,
    @Nullable Instant heldAt,
    String email,
    String company,
    @Nullable String locale,
    @Nullable Inviter inviter,
    String role,
    @Nullable Instant expiresAt) {

  /** The same with another Message-ID. */
  QueuedMail named(String other) {
    return new QueuedMail(
        id,
        invitationId,
        mailing,
        other,
        attempts,
        ownFailures,
        refusals,
        unconfirmed,
        heldAt,
        email,
        company,
        locale,
        inviter,
        role,
        expiresAt);
  }
}
