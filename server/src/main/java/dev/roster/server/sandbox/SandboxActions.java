package dev.roster.server.sandbox;

import dev.roster.server.audit.AuditStore;
import dev.roster.server.audit.DatabaseAuditLog;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.VisitorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.invitation.AcceptOutcome;
import dev.roster.server.invitation.AcceptRequest;
import dev.roster.server.invitation.AcceptService;
import dev.roster.server.invitation.AcceptStore;
import dev.roster.server.mail.InvitationSecret;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Steps that no call of a contract makes, by the services that make them in production: an invitee
 * accepts, an operator revokes. Safe for use by many threads.
 */
final class SandboxActions {
  private static final OperatorCaller OPERATOR = new OperatorCaller("sandbox");

  private final Database database;
  private final SandboxStore store = new SandboxStore();
  private final OperatorServices operator;
  private final AcceptService accepting;

  SandboxActions(Database database, Clock clock) {
    this.database = database;
    this.operator = OperatorServices.over(database, clock);
    this.accepting =
        new AcceptService(
            database,
            new AcceptStore(),
            new PersonStore(),
            new MembershipStore(),
            new DatabaseAuditLog(new AuditStore(), clock));
  }

  /**
   * Accepts an invitation as its mail lets the invitee do, by a secret of its own; empty if there
   * is no such invitation.
   */
  Optional<AcceptOutcome> accept(UUID invitation, String firstName, String lastName) {
    InvitationSecret secret = new InvitationSecret("sandbox-" + UUID.randomUUID());
    boolean known = database.inTransaction(tx -> store.arm(tx, invitation, secret.hash()));
    return known
        ? Optional.of(
            accepting.accept(
                new VisitorCaller(CallOrigin.terminal()),
                new AcceptRequest(secret, firstName, lastName)))
        : Optional.empty();
  }

  /** Revokes an invitation; false if there is none that is pending. */
  boolean revokeInvitation(UUID invitation) {
    OptionalLong company = database.reading(tx -> store.companyOf(tx, invitation));
    return company.isPresent()
        && operator.invitations().revoke(OPERATOR, company.getAsLong(), invitation);
  }

  /** Revokes a bearer token; false if nobody has it. */
  boolean revokeToken(String token) {
    return operator.tokens().revoke(OPERATOR, token).isPresent();
  }

  /** Revokes a tenant key; false if no tenant has it. */
  boolean revokeKey(UUID key) {
    return database
        .reading(tx -> store.findKeyId(tx, key))
        .flatMap(id -> operator.tenantKeys().revoke(OPERATOR, id))
        .isPresent();
  }
}
