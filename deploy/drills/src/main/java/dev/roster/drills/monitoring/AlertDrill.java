package dev.roster.drills.monitoring;

import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.command.Labels;
import dev.roster.drills.fault.FaultMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The faults that fire alerts, each with all alerts that it must fire and no others. */
enum AlertDrill {
  NO_FAULT("nothing", Set.of(), plan -> plan, cluster -> () -> {}),
  REPLICA_KILLED(
      "one of two replicas is killed",
      Set.of("RosterDown"),
      plan -> plan,
      cluster -> () -> cluster.replicas().getLast().kill()),
  DATABASE_STOPPED(
      "PostgreSQL is stopped",
      Set.of("RosterDatabaseOutage", "RosterServerErrors"),
      FaultMode.DATABASE_STOP::prepare,
      cluster -> AlertFault.of(FaultMode.DATABASE_STOP.on(cluster))),
  RIGHTS_REVOKED(
      "the role of the server loses its rights on a table",
      Set.of("RosterDatabaseSetup", "RosterServerErrors"),
      plan -> plan,
      cluster -> () -> cluster.postgres().execute("REVOKE ALL ON company FROM roster")),
  DATABASE_SLOW(
      "every packet to and from PostgreSQL is 400 ms late",
      Set.of("RosterSlow", "RosterDatabaseOutage", "RosterServerErrors"),
      ClusterPlan::withRelay,
      cluster -> () -> cluster.relay().orElseThrow().delay(Duration.ofMillis(400))),
  OVERLOAD(
      "300 clients send one request after the other to a server with --max-queued-requests 10",
      Set.of("RosterOverloaded"),
      plan -> plan.withOptions("--max-queued-requests", "10"),
      cluster ->
          new Crowd(
              300,
              Duration.ofMillis(20),
              cluster.replicas().getFirst().url(),
              "demo-editor-token")),
  CLOCK_AHEAD(
      "libfaketime sets the clock of the replicas two hours ahead",
      Set.of("RosterClockSkew"),
      FaultMode.CLOCK_JUMP::prepare,
      cluster -> AlertFault.of(FaultMode.CLOCK_JUMP.on(cluster))),
  CERTIFICATE_OF_FIVE_DAYS(
      "the certificate is replaced by one that ends in five days",
      Set.of("RosterCertificateExpires"),
      Certificate::prepare,
      cluster -> () -> Certificate.make(cluster.plan(), 5)),
  CERTIFICATE_OF_ONE_DAY(
      "the certificate is replaced by one that ends in a day",
      Set.of("RosterCertificateExpires", "RosterCertificateExpiresSoon"),
      Certificate::prepare,
      cluster -> () -> Certificate.make(cluster.plan(), 1)),
  MAIL_SERVER_AWAY(
      "the mail server refuses connections, and waiting mails are made 20 minutes older in the"
          + " database",
      Set.of("RosterMailDelayed"),
      FaultMode.SMTP_AWAY::prepare,
      WaitingMail::new),
  RECIPIENTS_UNKNOWN(
      "the mail server refuses each recipient (550 5.1.1)",
      Set.of("RosterMailGivenUp"),
      FaultMode.SMTP_AWAY::prepare,
      UnknownRecipients::new),
  CREDENTIALS_GUESSED(
      "60 addresses show an unknown token every four seconds each",
      Set.of("RosterCredentialsGuessed"),
      plan -> plan,
      cluster ->
          new Crowd(60, Duration.ofSeconds(4), cluster.replicas().getFirst().url(), "guessed")),
  DATA_OUTSIDE_OF_THE_DOCUMENT(
      "SQL writes addresses of users that are none, past a server with --verify-responses",
      Set.of("RosterResponsesViolateContract"),
      plan -> plan.withOptions("--verify-responses=report"),
      cluster ->
          () -> cluster.postgres().execute("UPDATE person SET email = 'no address of ' || id")),
  HEAP_TOO_SMALL(
      "the servers were started with a heap of 38 MB, which a collection (jcmd) finds full",
      Set.of("RosterHeapFull"),
      SmallHeap::prepare,
      SmallHeap::new);

  private static final Set<AlertDrill> WITHOUT_TRAFFIC =
      EnumSet.of(CERTIFICATE_OF_FIVE_DAYS, CERTIFICATE_OF_ONE_DAY);

  private final String description;
  private final Set<String> fires;
  private final UnaryOperator<ClusterPlan> needs;
  private final Function<Cluster, AlertFault> fault;

  AlertDrill(
      String description,
      Set<String> fires,
      UnaryOperator<ClusterPlan> needs,
      Function<Cluster, AlertFault> fault) {
    this.description = description;
    this.fires = fires;
    this.needs = needs;
    this.fault = fault;
  }

  /** The name on the command line, such as {@code database-stopped}. */
  String label() {
    return Labels.of(this);
  }

  String description() {
    return description;
  }

  /** The alerts that must fire. Any other one is a failure. */
  Set<String> fires() {
    return fires;
  }

  /** Reports whether requests are sent beside the fault; the traffic speaks no TLS. */
  boolean withTraffic() {
    return !WITHOUT_TRAFFIC.contains(this);
  }

  /** The plan of a cluster on which the fault can be made. */
  ClusterPlan prepare(ClusterPlan plan) {
    return needs.apply(plan);
  }

  /** The fault, to be made on a cluster of such a plan. */
  AlertFault on(Cluster cluster) {
    return fault.apply(cluster);
  }

  /** The alerts that some drill fires. */
  static Set<String> covered() {
    return Arrays.stream(values())
        .flatMap(each -> each.fires.stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
