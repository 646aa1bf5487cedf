package dev.roster.server.invitation;

import dev.roster.server.mail.InvitationSecret;

/**
 * The acceptance of an invitation: its secret and the person's name.
 *
 * @param firstName empty if not told
 * @param lastName empty if not told
 */
public record AcceptRequest(InvitationSecret secret, String firstName, String lastName) {}
