package dev.roster.server.cli;

import dev.roster.server.boot.Config;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.AllowedHosts;
import dev.roster.server.http.HttpLimits;
import dev.roster.server.http.ServerCertificate;
import dev.roster.server.http.TrustedProxies;
import dev.roster.server.http.VerificationMode;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.telemetry.TelemetrySettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
        "Serves both contracts until Ctrl-C. Without --database-url it starts an embedded"
            + " PostgreSQL and, the first time, loads demo data with public tokens. Every option"
            + " can also be a key of roster.yaml, or a variable such as ROSTER_DATA_DIR.")
public class ServeCommand implements Callable<Integer> {

  @ValueRange(min = 0, max = 65_535)
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "Port to listen on, 0 for any free one; also by ROSTER_PORT (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; also by ROSTER_HOST (default: ${DEFAULT-VALUE}, this machine"
              + " only).")
  private String host;

  @Mixin private DatabaseOptions database;

  @Option(
      names = "--demo",
      negatable = true,
      fallbackValue = "true",
      description =
          "Load demo data into an empty directory, or do not (default: only with the embedded"
              + " PostgreSQL).")
  private @Nullable Boolean demo;

  @ValueRange(min = 2, max = 10_000) // the mail relay keeps one while a mail is under way
  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "" + Config.DEFAULT_CONNECTIONS,
      description = "Maximum number of connections to the database (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Mixin private RateLimitOptions rateLimits;

  @Option(
      names = "--verify-responses",
      arity = "0..1",
      paramLabel = "off|report|refuse",
      defaultValue = "off",
      fallbackValue = "report",
      converter = VerificationConverter.class,
      description =
          "Compare every response with its OpenAPI document before it is sent: report counts and"
              + " logs violations, refuse sends a 500 instead; also by the environment variable"
              + " ROSTER_VERIFY_RESPONSES (default: off; without a value: report).")
  private VerificationMode verification;

  @Option(
      names = "--docs",
      negatable = true,
      fallbackValue = "true",
      description =
          "Show both documents on the page /docs, or do not; also by ROSTER_DOCS=true or false"
              + " (default: only where no other machine reaches the server).")
  private @Nullable Boolean docs;

  @Option(
      names = "--console",
      negatable = true,
      fallbackValue = "true",
      defaultValue = "true",
      description =
          "Serve the page /console for members of a workspace and the API behind it, or do not;"
              + " also by ROSTER_CONSOLE=true or false (default: ${DEFAULT-VALUE}).")
  private boolean console;

  @Option(
      names = "--trusted-proxy",
      split = ",",
      paramLabel = "ADDRESS",
      description =
          "A proxy in front of this server, or a range such as 10.0.0.0/8; may be repeated."
              + " X-Forwarded-For and X-Forwarded-Proto are read from these peers only. Also by"
              + " ROSTER_TRUSTED_PROXY, with commas (default: none).")
  private List<String> proxies = List.of();

  @Mixin private HttpOptions http;
  @Mixin private TlsOptions tls;
  @Mixin private ManagementOptions management;
  @Mixin private QuotaOptions quotas;
  @Mixin private MailOptions mail;
  @Mixin private JwtOptions jwts;
  @Mixin private LogOptions log;
  @Spec private CommandSpec spec;
  private int unfinished;

  @Override
  public Integer call() throws InterruptedException {
    Plan plan = plan();
    log.apply();
    StopSignal.run(stop -> serve(spec.commandLine().getOut(), plan, stop));
    return unfinished == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** The address that the server listens on; port 0 is any free one. */
  record ListenAddress(String host, int port) {}

  /** The settings of the options, checked before anything is started. */
  record Plan(
      Optional<DatabaseUrl> url,
      boolean demo,
      ServerExposure exposure,
      MailConfig mail,
      Optional<TrustedIssuer> issuer,
      TrustedProxies proxies,
      boolean docs,
      AllowedHosts hosts,
      HttpLimits http,
      Optional<ServerCertificate.Source> tls,
      Optional<TelemetrySettings> telemetry) {}

  /**
   * The values that keys have where nobody sets them, as far as they follow from other options or
   * from this machine.
   */
  final Map<String, String> computedDefaults(Plan plan) {
    Map<String, String> computed = new HashMap<>();
    if (plan.url().isEmpty()) {
      computed.put("data-dir", database.dataDir().toString());
    }
    computed.put("demo", Boolean.toString(plan.demo()));
    computed.put("docs", Boolean.toString(plan.docs()));
    computed.put("max-connections", Integer.toString(plan.http().connections()));
    computed.put("management-port", Integer.toString(management.address().port()));
    return computed;
  }

  final ListenAddress address() {
    return new ListenAddress(host, port);
  }

  final int connections() {
    return connections;
  }

  final DatabaseOptions databaseOptions() {
    return database;
  }

  final MailOptions mailOptions() {
    return mail;
  }

  final TlsOptions tlsOptions() {
    return tls;
  }

  final JwtOptions jwtOptions() {
    return jwts;
  }

  /**
   * Checks all options together.
   *
   * @throws ParameterException with a sentence for a person
   */
  final Plan plan() {
    try {
      Optional<DatabaseUrl> url = Optional.ofNullable(database.url());
      boolean withDemo = demo == null ? url.isEmpty() : demo;
      TrustedProxies trusted = trustedProxies();
      ServerExposure exposure =
          ServerExposure.of(host, mail.base().orElse(null), !trusted.equals(TrustedProxies.NONE));
      if (withDemo) {
        exposure.requireNoDemo();
      }
      return new Plan(
          url,
          withDemo,
          exposure,
          mail.config(host, url.isEmpty() && withDemo, exposure),
          jwts.issuer(),
          trusted,
          docs == null ? exposure.isThisMachineOnly() : docs,
          http.hosts(),
          http.limits(),
          tls.certificate(),
          TelemetrySettings.of(ConfiguredDefaults.of(spec).telemetry()));
    } catch (UserErrorException mistake) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(mistake.getMessage()), mistake);
    }
  }

  private TrustedProxies trustedProxies() {
    try {
      proxies.stream()
          .filter(range -> range.endsWith("/0"))
          .forEach(range ->
              spec.commandLine()
                  .getErr()
                  .println("--trusted-proxy " + range + " trusts every peer."));
      return proxies.isEmpty() ? TrustedProxies.NONE : new TrustedProxies(proxies);
    } catch (UserErrorException neither) {
      throw new ParameterException(spec.commandLine(), "--trusted-proxy: " + neither.getMessage());
    }
  }

  private void serve(PrintWriter out, Plan plan, StopSignal stop) throws InterruptedException {
    RosterServer.requireFree(host, port);
    if (plan.url().isPresent()) {
      serve(plan.url().get(), Optional.empty(), out, plan, stop);
      return;
    }
    out.println("Starting PostgreSQL in " + Printable.of(database.dataDir().toString()) + " ...");
    out.flush();
    try (EmbeddedPostgres embedded = EmbeddedPostgres.start(database.dataDir())) {
      serve(embedded.url(), Optional.of(embedded), out, plan, stop);
    }
  }

  private void serve(
      DatabaseUrl url,
      Optional<EmbeddedPostgres> embedded,
      PrintWriter out,
      Plan plan,
      StopSignal stop)
      throws InterruptedException {
    Config config =
        Config.builder(url, host, port)
            .connections(connections)
            .mail(plan.mail())
            .rateLimits(rateLimits.limits(quotas.quotas()))
            .issuer(plan.issuer())
            .verification(verification)
            .docs(plan.docs())
            .console(console)
            .proxies(plan.proxies())
            .hosts(plan.hosts())
            .http(plan.http())
            .tls(plan.tls())
            .management(management.address())
            .telemetry(plan.telemetry())
            .build();
    RosterServer running =
        RosterServer.startPrepared(config, Clock.systemUTC(), database -> prepare(database, plan));
    try (RosterServer server = running) {
      new Banner(server, url, embedded, plan.mail(), plan.docs(), console).print(out);
      stop.await();
      printEnd(out, "Stopping.");
      server.drain();
      stop.awaitAgain(http.delay());
      server
          .verified()
          .map(tally ->
              String.format(
                  Locale.ROOT,
                  "%d responses were compared with their document, %d violated it.",
                  tally.checked(),
                  tally.broken()))
          .ifPresent(text -> printEnd(out, text));
    }
    unfinished = running.unfinished();
  }

  /** Prints a line unless nobody reads it, which must not keep the server from stopping. */
  private static void printEnd(PrintWriter out, String line) {
    if (StandardOutput.isReady()) {
      out.println(line);
      out.flush();
    }
  }

  /**
   * The last look at what others would find, and the demo data, before the first request is served.
   */
  private static void prepare(Database database, Plan plan) {
    OperatorServices services = OperatorServices.over(database, Clock.systemUTC());
    plan.exposure().requireNone(services.demoCredentials().accepted(OperatorSession.operator()));
    if (plan.demo()) {
      DemoData.loadInto(database, services);
    }
  }
}
