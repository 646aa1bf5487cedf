package dev.roster.server.invitation;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.KeyedRequest;

/** The address to invite, and the auth group of its membership. */
public record InviteRequest(EmailAddress email, AuthGroup group) {

  KeyedRequest under(IdempotencyKey key) {
    return under(key, email, group.id());
  }

  /** The request to invite an address with an auth group, under its idempotency key. */
  public static KeyedRequest under(IdempotencyKey key, EmailAddress email, long authGroupId) {
    return new KeyedRequest("invite", key, authGroupId + " " + email.typed());
  }
}
