package dev.roster.server.invitation;

import dev.roster.server.directory.EmailAddress;

/** Whom to invite, and with which role. */
public record InviteCommand(EmailAddress email, long authGroupId) {}
