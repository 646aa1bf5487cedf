package dev.roster.server.invitation;

import dev.roster.server.directory.EmailAddress;

/** Whom to invite, and with which role. */
public record InviteCommand(EmailAddress email, long authGroupId) {
  /** The command as one text; two commands with the same text have the same answer. */
  String content() {
    return authGroupId + " " + email.typed();
  }
}
