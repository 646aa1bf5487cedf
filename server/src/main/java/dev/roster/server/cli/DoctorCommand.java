package dev.roster.server.cli;

import dev.roster.server.boot.MailConfig.Route;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.diagnosis.Check;
import dev.roster.server.diagnosis.DatabaseChecks;
import dev.roster.server.diagnosis.Diagnosis;
import dev.roster.server.diagnosis.Finding;
import dev.roster.server.diagnosis.Finding.Status;
import dev.roster.server.diagnosis.MachineChecks;
import dev.roster.server.diagnosis.RemoteChecks;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.AllowedHosts;
import dev.roster.server.http.HttpLimits;
import dev.roster.server.http.ServerCertificate;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.mail.SenderAddress;
import dev.roster.server.mail.SmtpSender;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roster doctor}. */
@ReadOnlyCommand
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks what 'roster serve' needs, with the same options: configuration, database, schema,"
          + " rights, clocks, mail server, keys of the issuer, disk and open files.",
      "",
      "Prints a line per check and what to do, changes nothing, sends no mail and takes 5 seconds"
          + " at most. The exit code is 1 if a check failed."
    })
public final class DoctorCommand extends ServeCommand {
  @CommandLineOnly
  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Lines for a person, or JSON for a program (default: ${DEFAULT-VALUE}).")
  private DoctorFormat format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Finding> findings =
        Diagnosis.usual()
            .run(
                checks(),
                subjects -> {
                  spec.commandLine()
                      .getErr()
                      .println("Waiting for: " + String.join(", ", subjects));
                  spec.commandLine().getErr().flush();
                });
    format.print(spec.commandLine().getOut(), findings);
    return findings.stream().anyMatch(each -> each.status() == Status.FAIL)
        ? ExitCode.SOFTWARE
        : ExitCode.OK;
  }

  private List<Check> checks() {
    Optional<Plan> plan = configured(this::plan);
    boolean exposed = plan.map(each -> !each.exposure().isThisMachineOnly()).orElse(false);
    List<Check> checks = new ArrayList<>();
    checks.add(Check.of("configuration", this::configuration));
    checks.add(Check.of("java", () -> MachineChecks.java(AotCache.warning())));
    checks.add(Check.of("files", () -> files(plan)));
    checks.add(Check.of("port", () -> port(address(), plan.flatMap(Plan::tls))));
    configured(() -> tlsOptions().named())
        .flatMap(Function.identity())
        .ifPresent(files ->
            checks.add(
                Check.of("certificate", () -> TlsOptions.finding(files, Clock.systemUTC()))));
    checks.add(
        Check.of("public-url", () -> MachineChecks.publicUrl(mailOptions().base(), exposed)));
    plan.filter(_ -> exposed)
        .ifPresent(each -> checks.add(Check.of("allowed-hosts", () -> hosts(each.hosts()))));
    checks.addAll(ofDatabase(exposed));
    plan.ifPresent(each -> checks.add(Check.of("mail", () -> mail(each))));
    configured(() -> jwtOptions().issuer())
        .ifPresent(issuer -> checks.add(Check.of("jwt", () -> issuer(issuer))));
    return checks;
  }

  /** Empty if the options cannot be that, which the configuration's own finding says. */
  private static <T> Optional<T> configured(Supplier<T> options) {
    try {
      return Optional.of(options.get());
    } catch (ParameterException | UserErrorException wrong) {
      return Optional.empty();
    }
  }

  private Finding configuration() {
    try {
      plan();
      return Finding.ok("configuration", "the options fit together");
    } catch (ParameterException wrong) {
      ConfiguredDefaults defaults = ConfiguredDefaults.of(spec);
      String reason = defaults.naming(String.valueOf(wrong.getMessage()), spec);
      List<String> typed = spec.commandLine().getParseResult().originalArgs();
      String shown = ArgumentRedactor.of(reason, defaults.typed(typed.toArray(String[]::new)));
      return Finding.fail("configuration", shown, "see 'roster serve --help'");
    }
  }

  private static Finding files(Optional<Plan> plan) {
    long wanted =
        plan.map(each -> HttpLimits.filesFor(each.http().connections()))
            .orElseGet(HttpLimits::fewestFiles);
    return MachineChecks.files(HttpLimits.openFiles(), HttpLimits.fewestFiles(), wanted);
  }

  private static Finding port(
      ListenAddress address, Optional<ServerCertificate.Source> certificate) {
    String shown = address.host() + ":" + address.port();
    if (address.port() == 0) {
      return Finding.ok("port", "any free one of " + address.host());
    }
    try {
      RosterServer.requireFree(address.host(), address.port());
      return Finding.ok("port", shown + " is free");
    } catch (RosterServer.PortUnavailableException taken) {
      return RunningServer.answersAt(address, certificate.map(ServerCertificate::read))
          ? Finding.ok("port", "a Roster server answers at " + shown)
          : Finding.fail(
              "port",
              String.valueOf(taken.getMessage()),
              "see which program listens there, for example with ss -ltnp");
    }
  }

  private static Finding hosts(AllowedHosts allowed) {
    return allowed.isAny()
        ? Finding.warn(
            "allowed-hosts",
            "not set: links in responses begin with any name that a request gives",
            "give --allowed-hosts, for example with the name of --public-url")
        : Finding.ok("allowed-hosts", "requests for other names are refused");
  }

  private List<Check> ofDatabase(boolean exposed) {
    Optional<Optional<DatabaseUrl>> given =
        configured(() -> Optional.ofNullable(databaseOptions().url()));
    if (given.isEmpty()) {
      return List.of();
    }
    if (given.get().isPresent()) {
      return List.of(ofDatabase(given.get().get(), exposed, false));
    }
    Path folder = databaseOptions().dataDir();
    Check disk = Check.of("disk", () -> MachineChecks.disk(folder));
    return List.of(
        EmbeddedPostgres.running(folder)
            .map(url -> ofDatabase(url, exposed, true))
            .orElseGet(() -> Check.of("database", () -> notRunning(folder))),
        disk);
  }

  private Check ofDatabase(DatabaseUrl url, boolean exposed, boolean embedded) {
    DatabaseChecks checks =
        new DatabaseChecks(url, connections(), exposed, embedded, Clock.systemUTC());
    return new Check("database", () -> checks.run(OperatorSession.operator()));
  }

  private static Finding notRunning(Path folder) {
    return Finding.warn(
        "database",
        "no embedded PostgreSQL runs in " + Printable.of(folder.toString()),
        "run this beside the server; only 'roster serve' starts it");
  }

  private static Finding mail(Plan plan) {
    return switch (plan.mail().route()) {
      case Route.Smtp smtp ->
          RemoteChecks.mail(
              new SmtpSender(
                  smtp.server(),
                  smtp.trust(),
                  smtp.helo(),
                  SenderAddress.parse(plan.mail().from())));
      case Route.Mailbox _ -> Finding.ok("mail", "goes to the page /dev/mailbox of this machine");
      case Route.Nowhere _ ->
          Finding.warn("mail", "no mail server: mail waits", "give --smtp-url and --mail-from");
    };
  }

  private static Finding issuer(Optional<TrustedIssuer> issuer) {
    return issuer
        .map(RemoteChecks::issuer)
        .orElseGet(() -> Finding.ok("jwt", "no issuer of JWTs is trusted"));
  }
}
