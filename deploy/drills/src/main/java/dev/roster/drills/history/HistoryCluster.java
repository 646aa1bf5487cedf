package dev.roster.drills.history;

import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.Commands;
import dev.roster.drills.cluster.Replica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two replicas, their database, a mail server, and an operator: what runs are made on. */
final class HistoryCluster implements AutoCloseable {
  private static final int REPLICAS = 2;

  private final Path folder;
  private final MailSink mail = new MailSink();
  private final Cluster cluster;
  private final Operator operator;
  private final Thread ending = new Thread(this::end);

  private HistoryCluster(Path home, Path program, Path folder, String javaOptions) {
    this.folder = folder;
    this.cluster =
        Cluster.start(
            new ClusterPlan(
                home,
                folder,
                REPLICAS,
                false,
                true,
                0,
                // processes crash here, but the machine does not
                Map.of("fsync", "off"),
                options(mail.port()),
                // short lives on a busy machine: no second compiler
                Map.of("ROSTER_JAVA_OPTS", "-XX:TieredStopAtLevel=1 " + javaOptions)));
    this.operator =
        new Operator(
            program,
            "postgresql://roster@"
                + cluster.postgres().host()
                + ":"
                + cluster.postgres().port()
                + "/roster");
    Runtime.getRuntime().addShutdownHook(ending);
  }

  /**
   * Starts a cluster.
   *
   * @param home the folder with the command {@code roster}
   * @param program its jar
   * @param javaOptions of the replicas
   */
  static HistoryCluster start(Path home, Path program, String javaOptions) {
    try {
      return new HistoryCluster(home, program, Files.createTempDirectory("history"), javaOptions);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> options(int mailPort) {
    return List.of(
        "--no-demo",
        "--coolset-rate-limit",
        "1000000000",
        "--compleat-rate-limit",
        "1000000000",
        "--invitation-quota-inviter",
        quota("inviter"),
        "--invitation-quota-company",
        quota("company"),
        "--invitation-quota-target",
        quota("target"),
        "--invitation-quota-total",
        "off",
        "--public-url",
        "http://127.0.0.1",
        "--mail-from",
        "roster@history.example",
        "--smtp-url",
        "smtp://127.0.0.1:" + mailPort + "?starttls=off",
        "--access-log",
        "off");
  }

  private static String quota(String kind) {
    return String.valueOf(Run.QUOTAS.get(kind));
  }

  List<Replica> replicas() {
    return cluster.replicas();
  }

  /** Makes one run. */
  Run.Result run(Disturbance disturbance, long seed) throws Exception {
    return new Run(cluster, mail, operator, disturbance, seed).run();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(ending);
    end();
  }

  /** Also where the command is interrupted: no process stays. */
  private void end() {
    cluster.close();
    mail.close();
    operator.close();
    Commands.run("rm", "-rf", folder.toString());
  }
}
