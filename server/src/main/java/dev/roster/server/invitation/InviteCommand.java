package dev.roster.server.invitation;

import dev.roster.server.directory.EmailAddress;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.KeyedRequest;

/** Whom to invite, and with which role. */
public record InviteCommand(EmailAddress email, long authGroupId) {
  /** The request for this, as its sender calls it. */
  public KeyedRequest under(IdempotencyKey key) {
    return new KeyedRequest("invite", key, authGroupId + " " + email.typed());
  }
}
