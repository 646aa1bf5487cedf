package dev.roster.server.boot;

import dev.roster.server.db.Database;
import dev.roster.server.invitation.InvitationAdminService;
import dev.roster.server.invitation.InvitationStore;
import dev.roster.server.mail.Outbox;
import dev.roster.server.mail.OutboxService;
import java.time.Clock;

/** The services for whoever runs the server, without a server. */
public record Operator(InvitationAdminService invitations, OutboxService outbox) {

  public static Operator on(Database database) {
    Outbox outbox = new Outbox();
    return new Operator(
        new InvitationAdminService(database, new InvitationStore(), outbox, Clock.systemUTC()),
        new OutboxService(database, outbox));
  }
}
