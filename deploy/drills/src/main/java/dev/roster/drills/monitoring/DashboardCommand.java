package dev.roster.drills.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.Replica;
import dev.roster.drills.command.WorkFolder;
import dev.roster.drills.fault.FaultMode;
import dev.roster.drills.fault.MailServer;
import dev.roster.drills.load.Traffic;
import dev.roster.drills.monitoring.Chart.Line;
import dev.roster.drills.monitoring.Chart.Point;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code deploy/drills/dashboard}. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = {
      "Draws deploy/monitoring/dashboard.json as an SVG, from a real Prometheus that scrapes two "
          + "replicas under load.",
      "In the second half of the time PostgreSQL is stopped and started again, and credentials are"
          + " guessed.",
      "Needs root, and PostgreSQL and prometheus of Debian."
    })
public final class DashboardCommand implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration AWAY = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofSeconds(2);
  private static final int GUESSERS = 20;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "40",
      description = "New requests per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "120",
      description = "The time that is drawn (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "deploy/target/dashboard.svg",
      description = "The picture (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("deploy/target/dashboard.svg");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("roster.home", "."));
    try (WorkFolder folder = WorkFolder.make("roster-dashboard-", false, step -> {})) {
      List<Chart> charts =
          record(home, FaultMode.SMTP_AWAY.prepare(ClusterPlan.of(home, folder.path(), 2)));
      String title =
          "%.0f requests a second on two replicas; PostgreSQL is away for %d s from second %d on, and credentials are guessed"
              .formatted(rate, AWAY.toSeconds(), seconds / 2);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, DashboardPicture.of(title, charts));
      Objects.requireNonNull(spec).commandLine().getOut().println(file);
      return 0;
    }
  }

  private List<Chart> record(Path home, ClusterPlan plan) {
    MailServer mail = MailServer.of(plan);
    mail.open();
    try (Cluster cluster = Cluster.start(plan)) {
      List<URI> urls = cluster.replicas().stream().map(Replica::url).toList();
      List<URI> targets = cluster.replicas().stream().map(Replica::management).toList();
      AlertRules rules = AlertRules.read(home.resolve("deploy/monitoring/alerts.yaml"));
      try (Traffic traffic = new Traffic("dashboard", urls, 1, rate, Optional.empty());
          Crowd guessers = new Crowd(GUESSERS, Duration.ofSeconds(4), urls.getFirst(), "guessed");
          Prometheus prometheus =
              Prometheus.start(plan.folder().resolve("prometheus"), rules, targets)) {
        traffic.start();
        Await.pass(WARM_UP);
        Instant from = Instant.now();
        Await.pass(Duration.ofSeconds(seconds / 2));
        guessers.make();
        cluster.postgres().stop("immediate");
        Await.pass(AWAY);
        cluster.postgres().start();
        Await.pass(Duration.between(Instant.now(), from.plusSeconds(seconds)));
        return charts(home, prometheus, from);
      }
    } finally {
      mail.shut();
    }
  }

  private List<Chart> charts(Path home, Prometheus prometheus, Instant from) {
    Dashboard dashboard =
        Dashboard.read(home.resolve("deploy/monitoring/dashboard.json"), Prometheus.JOB, "8s");
    List<Chart> charts = new ArrayList<>();
    for (Dashboard.Panel panel : dashboard.panels()) {
      List<Line> lines = new ArrayList<>();
      for (Dashboard.Query query : panel.queries()) {
        for (JsonNode series :
            prometheus.range(query.expression(), from, from.plusSeconds(seconds), STEP)) {
          lines.add(new Line(query.name(series.path("metric")), points(series, from)));
        }
      }
      charts.add(new Chart(panel.title(), panel.unit(), seconds, lines));
    }
    return charts;
  }

  /** The values that are numbers. */
  private static List<Point> points(JsonNode series, Instant from) {
    List<Point> points = new ArrayList<>();
    for (JsonNode each : series.path("values")) {
      double value = Double.parseDouble(each.path(1).asText().replace("+Inf", "NaN"));
      if (Double.isFinite(value)) {
        points.add(new Point(each.path(0).asDouble() - from.getEpochSecond(), value));
      }
    }
    return points;
  }
}
