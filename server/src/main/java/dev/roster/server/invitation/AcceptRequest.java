package dev.roster.server.invitation;

import dev.roster.server.mail.InvitationSecret;

/**
 * Who accepts, and by which secret.
 *
 * @param firstName empty if not told
 * @param lastName empty if not told
 */
public record AcceptRequest(InvitationSecret secret, String firstName, String lastName) {}
