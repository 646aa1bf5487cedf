package dev.roster.drills.fault;

import dev.roster.drills.cluster.NetworkNamespace;
import dev.roster.drills.cluster.PostgresServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The network loses every packet between replicas and PostgreSQL, without a word to either. */
final class DatabasePartition implements Fault {
  private static final Pattern DROPPED = Pattern.compile("\\n\\s*(\\d+)\\s+\\d+\\s+DROP");

  private final NetworkNamespace network;
  private final String port;
  private long dropped;
  private boolean cut;

  DatabasePartition(PostgresServer postgres) {
    this.network = postgres.namespace().orElseThrow();
    this.port = Integer.toString(postgres.port());
  }

  @Override
  public void inject() {
    cut = true;
    change("-A", "INPUT", "--dport");
    change("-A", "OUTPUT", "--sport");
  }

  @Override
  public void lift() {
    Matcher rules = DROPPED.matcher(network.runInside("iptables", "-L", "-v", "-x", "-n"));
    while (rules.find()) {
      dropped += Long.parseLong(rules.group(1));
    }
    change("-D", "INPUT", "--dport");
    change("-D", "OUTPUT", "--sport");
    cut = false;
  }

  @Override
  public boolean wasHit() {
    return dropped > 0;
  }

  @Override
  public String evidence() {
    return "the kernel dropped " + dropped + " packets";
  }

  @Override
  public void close() {
    if (cut) {
      lift();
    }
  }

  private void change(String how, String chain, String end) {
    network.runInside("iptables", how, chain, "-p", "tcp", end, port, "-j", "DROP");
  }
}
