package dev.roster.drills.fault;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.FreePorts;
import dev.roster.drills.cluster.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The issuer of JWTs refuses connections. Tokens of keys that a replica knows stay valid; those of
 * a new key are 401 or, once it is looked for, 503 until it can be fetched.
 */
final class KeysAway implements Fault {
  private static final String SUBJECT = "drill-subject";
  private static final String LINK =
      "UPDATE person SET firebase_uid = '" + SUBJECT + "' WHERE id = 9000003";

  /** A replica fetches unknown keys again at most every 30 seconds. */
  private static final Duration FIRST_FETCH = Duration.ofSeconds(40);

  /** And every five seconds while it fails. */
  private static final Duration LATER_FETCH = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final Issuer issuer;
  private final String known;
  private final List<String> complaints = new ArrayList<>();
  private String unknown = "";
  private int unavailable;

  KeysAway(Cluster cluster) {
    this.cluster = cluster;
    String url = cluster.plan().option("--oidc-issuer");
    this.issuer = new Issuer(Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)));
    this.known = issuer.token("first", SUBJECT);
    issuer.open();
    cluster.postgres().execute(LINK);
    for (Replica replica : cluster.replicas()) {
      Await.until(
          "the key is known", FIRST_FETCH, () -> HttpProbe.usersMe(replica, known).status() == 200);
    }
  }

  /** The plan with a trusted issuer on a free port. */
  static ClusterPlan prepare(ClusterPlan plan) {
    int port = FreePorts.find(1).getFirst();
    return plan.withOptions(
        "--oidc-issuer",
        Issuer.url(port),
        "--oidc-audience",
        Issuer.AUDIENCE,
        "--oidc-jwks",
        Issuer.jwks(port));
  }

  @Override
  public Optional<String> token() {
    return Optional.of(known);
  }

  @Override
  public void inject() {
    issuer.shut();
    unknown = issuer.token("second", SUBJECT);
    for (Replica replica : cluster.replicas()) {
      // 401 as long as its keys are new, so that it does not look for others
      if (Await.holdsWithin(FIRST_FETCH, () -> isUndecided(replica))) {
        unavailable++;
      }
    }
  }

  private boolean isUndecided(Replica replica) {
    HttpProbe probe = HttpProbe.usersMe(replica, unknown);
    boolean undecided =
        probe.status() == 503 && probe.headers().firstValue("Retry-After").isPresent();
    if (!undecided && probe.status() != 401) {
      complaints.add("a token of a new key was " + probe.status());
    }
    Await.pass(BETWEEN_LOOKS);
    return undecided;
  }

  @Override
  public void lift() {
    issuer.open();
  }

  @Override
  public boolean wasHit() {
    return unavailable == cluster.replicas().size();
  }

  @Override
  public String evidence() {
    return "a token of a new key was 503 with Retry-After on " + unavailable + " replicas";
  }

  @Override
  public List<String> complaints() {
    for (Replica replica : cluster.replicas()) {
      if (!Await.holdsWithin(
          LATER_FETCH, () -> HttpProbe.usersMe(replica, unknown).status() == 200)) {
        complaints.add("a new key was not fetched by replica " + replica.number());
      }
    }
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    issuer.shut();
  }
}
