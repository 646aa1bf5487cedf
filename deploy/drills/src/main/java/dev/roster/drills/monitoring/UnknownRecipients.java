package dev.roster.drills.monitoring;

import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.fault.MailServer;

/** A mail server that knows no recipient any more. */
final class UnknownRecipients implements AlertFault {
  private final MailServer server;

  UnknownRecipients(Cluster cluster) {
    this.server = MailServer.of(cluster.plan());
    server.open();
  }

  @Override
  public void make() {
    server.refuseRecipients();
  }

  @Override
  public void close() {
    server.shut();
  }
}
