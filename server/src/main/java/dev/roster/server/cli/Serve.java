package dev.roster.server.cli;

import dev.roster.server.access.TrustedIssuer;
import dev.roster.server.boot.Config;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.conformance.Verification;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.http.TrustedProxies;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roster serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Serves both contracts until Ctrl-C. Without --database-url it starts a PostgreSQL of its"
            + " own and, the first time, loads demo data whose tokens are public.")
public final class Serve implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "::1", "localhost");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:ROSTER_PORT:-8080}",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "${env:ROSTER_HOST:-127.0.0.1}",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  private String host;

  @Mixin private DatabaseOptions where;

  @Option(
      names = "--demo",
      negatable = true,
      description =
          "Load demo data into an empty directory, or do not (default: only with the embedded"
              + " PostgreSQL).")
  private @Nullable Boolean demo;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "" + Config.DEFAULT_CONNECTIONS,
      description = "Most connections to the database at a time (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--coolset-rate-limit",
      paramLabel = "N",
      defaultValue = "" + RateLimits.COOLSET_PER_HOUR,
      description = "Requests per hour and token (default: ${DEFAULT-VALUE}).")
  private int coolsetRateLimit;

  @Option(
      names = "--compleat-rate-limit",
      paramLabel = "N",
      defaultValue = "" + RateLimits.COMPLEAT_PER_MINUTE,
      description = "Requests per minute and tenant key (default: ${DEFAULT-VALUE}).")
  private int compleatRateLimit;

  @Option(
      names = "--rate-limit",
      arity = "1",
      paramLabel = "true|false",
      defaultValue = "${env:ROSTER_RATE_LIMIT_ENABLED:-true}",
      description =
          "Whether there are rate limits and invitation quotas at all; also by the environment"
              + " variable ROSTER_RATE_LIMIT_ENABLED (default: true).")
  private boolean rateLimit;

  @Option(
      names = "--verify-responses",
      arity = "0..1",
      paramLabel = "off|report|refuse",
      defaultValue = "${env:ROSTER_VERIFY_RESPONSES:-off}",
      fallbackValue = "report",
      converter = VerificationName.class,
      description =
          "Compare every answer with its OpenAPI document before it leaves: report counts and logs"
              + " what breaks it, refuse answers 500 instead; also by the environment variable"
              + " ROSTER_VERIFY_RESPONSES (default: off; without a value: report).")
  private Verification verification;

  @Option(
      names = "--docs",
      negatable = true,
      defaultValue = "${env:ROSTER_DOCS:-true}",
      fallbackValue = "true",
      description =
          "Show both documents on the page /docs; --no-docs, or ROSTER_DOCS=false, turns it off"
              + " (default: on).")
  private boolean docs;

  @Option(
      names = "--trusted-proxy",
      split = ",",
      paramLabel = "ADDRESS",
      defaultValue = "${env:ROSTER_TRUSTED_PROXIES:-}",
      description =
          "A proxy in front of this server, or a range such as 10.0.0.0/8; may be repeated. Its"
              + " X-Forwarded-For and X-Forwarded-Proto are believed, nobody else's. Also by"
              + " ROSTER_TRUSTED_PROXIES, with commas (default: none).")
  private List<String> proxies = List.of();

  @Mixin private QuotaOptions quotas;
  @Mixin private MailOptions mail;
  @Mixin private JwtOptions jwts;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--port must be between 0 and " + MAX_PORT + ".");
    }
    // the mail relay keeps one while a mail is under way
    if (connections < 2) {
      throw new ParameterException(spec.commandLine(), "--connections must be at least 2.");
    }
    if (coolsetRateLimit < 1 || compleatRateLimit < 1) {
      throw new ParameterException(spec.commandLine(), "A rate limit must be at least 1.");
    }
    Optional<TrustedIssuer> issuer = jwts.issuer();
    TrustedProxies trusted = trustedProxies();
    UntilStopped.run(asked -> serve(spec.commandLine().getOut(), issuer, trusted, asked));
    return 0;
  }

  private TrustedProxies trustedProxies() {
    try {
      return new TrustedProxies(proxies.stream().filter(each -> !each.isBlank()).toList());
    } catch (IllegalArgumentException neither) {
      throw new ParameterException(spec.commandLine(), "--trusted-proxy: " + neither.getMessage());
    }
  }

  private void serve(
      PrintWriter out, Optional<TrustedIssuer> issuer, TrustedProxies trusted, CountDownLatch asked)
      throws InterruptedException {
    DatabaseUrl url = where.url();
    if (url != null) {
      serve(url, out, demo != null && demo, issuer, trusted, asked);
      return;
    }
    out.println("Starting PostgreSQL in " + where.dataDir() + " ...");
    out.flush();
    try (EmbeddedPostgres embedded = EmbeddedPostgres.start(where.dataDir())) {
      serve(embedded.url(), out, demo == null || demo, issuer, trusted, asked);
    }
  }

  private void serve(
      DatabaseUrl url,
      PrintWriter out,
      boolean withDemo,
      Optional<TrustedIssuer> issuer,
      TrustedProxies trusted,
      CountDownLatch asked)
      throws InterruptedException {
    MailConfig mailConfig = mail.config(where.url() == null && THIS_MACHINE.contains(host));
    try (RosterServer server =
        RosterServer.start(
            new Config(
                url,
                host,
                port,
                connections,
                mailConfig,
                new RateLimits(rateLimit, coolsetRateLimit, compleatRateLimit, quotas.quotas()),
                issuer,
                verification,
                docs,
                trusted),
            Clock.systemUTC())) {
      if (withDemo) {
        Demo.loadInto(server);
      }
      new Banner(server, url, mailConfig, docs).print(out);
      asked.await();
      out.println("Stopping.");
      server
          .verified()
          .ifPresent(tally ->
              out.printf(
                  "%d answers were compared with their document, %d broke it.%n",
                  tally.checked(), tally.broken()));
      out.flush();
    }
  }
}
