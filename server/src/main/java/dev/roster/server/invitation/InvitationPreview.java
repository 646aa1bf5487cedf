package dev.roster.server.invitation;

import dev.roster.server.mail.Inviter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of an invitation that the holder of its secret may see before accepting.
 *
 * @param inviter null if nobody is known
 * @param locale of the company
 * @param newPerson whether first and last name must be given
 * @param expiresAt null if it does not expire
 */
public record InvitationPreview(
    String email,
    String company,
    @Nullable String locale,
    String role,
    @Nullable Inviter inviter,
    boolean newPerson,
    @Nullable Instant expiresAt) {}
