package dev.roster.server.cli;

import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.sandbox.LeaseSocket;
import dev.roster.server.sandbox.Sandbox;
import dev.roster.server.sandbox.state.IsolatedTenant;
import dev.roster.server.sandbox.state.PredefinedAuthGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roster sandbox}. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves both contracts for consumer tests until Ctrl-C. Its PostgreSQL is deleted"
          + " afterwards.",
      "",
      "Calls below /__sandbox create isolated tenants, bring them into named states, freeze and"
          + " advance the clock, inject faults (429, 503, slow, dropped and truncated responses,"
          + " stale pages) and show the received requests. GET /__sandbox/ lists them, GET"
          + " /__sandbox/openapi describes them. The rate limits are a million requests. `roster"
          + " serve` has none of this.",
      ""
    },
    footer = {
      "",
      "Example:",
      "",
      "  ./roster sandbox --port 8090 &",
      "  curl -X POST http://127.0.0.1:8090/__sandbox/tenants",
      "  curl -X POST http://127.0.0.1:8090/__sandbox/faults \\",
      "       -H 'Content-Type: application/json' \\",
      "       -d '{\"kind\": \"too-many-requests\", \"retry_after\": \"PT5S\", \"count\": 1}'"
    })
public final class SandboxCommand implements Callable<Integer> {
  /** The longest time between the start and the first lease. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @ValueRange(min = 0, max = 65_535)
  @ConfigurationKey
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}, this machine only); any other needs"
              + " --allow-remote.")
  private String host;

  @Option(
      names = "--allow-remote",
      description =
          "Let other machines reach the sandbox, which requires no credential: every client can"
              + " do everything. For a closed network of tests.")
  private boolean remote;

  @Option(
      names = "--lease-socket",
      paramLabel = "PATH",
      description =
          "Make a Unix domain socket there on which each connection is a lease: it is sent the URL"
              + " of the sandbox in one line, and the sandbox stops with the last connection. For"
              + " tests that start a sandbox by themselves.")
  private @Nullable Path leaseSocket;

  @Option(
      names = "--database-url-file",
      paramLabel = "FILE",
      description =
          "Use the existing PostgreSQL whose URL is in this file; what the sandbox adds stays"
              + " there.")
  private @Nullable Path databaseUrlFile;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    requireClosed();
    StopSignal.run(stop -> serve(spec.commandLine().getOut(), stop));
    return 0;
  }

  private void requireClosed() {
    boolean closed;
    try {
      closed = ServerExposure.isLoopback(host);
    } catch (UserErrorException nowhere) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(nowhere.getMessage()), nowhere);
    }
    if (!closed && !remote) {
      throw new ParameterException(
          spec.commandLine(),
          "--host "
              + host
              + " lets others reach the sandbox, which asks nobody for a credential: leave the host"
              + " at 127.0.0.1, or add --allow-remote in a closed network.");
    }
  }

  private void serve(PrintWriter out, StopSignal stop) throws InterruptedException {
    if (leaseSocket == null) {
      try (Sandbox sandbox = start(out)) {
        print(out, sandbox);
        printTenant(out, sandbox);
        await(out, stop);
      }
      return;
    }
    // first of all, so that a client that waits for the sandbox is seen to go
    try (LeaseSocket leases = LeaseSocket.open(leaseSocket, PATIENCE, stop::request);
        Sandbox sandbox = start(out)) {
      leases.announce(sandbox.baseUri());
      print(out, sandbox);
      out.println();
      out.println("It stops with the last connection to " + leaseSocket + ".");
      await(out, stop);
      // who comes from now on must not get the URL of a sandbox that stops
      leases.close();
    }
  }

  private Sandbox start(PrintWriter out) {
    if (databaseUrlFile != null) {
      return Sandbox.startOn(DatabaseUrl.parse(read(databaseUrlFile)), host, port);
    }
    out.println("Starting a PostgreSQL to throw away ...");
    out.flush();
    return Sandbox.start(host, port);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new UserErrorException(
          "--database-url-file " + file + " cannot be read: " + unreadable + ".", unreadable);
    }
  }

  private static void await(PrintWriter out, StopSignal stop) throws InterruptedException {
    out.flush();
    stop.await();
    out.println("Stopping.");
    out.flush();
  }

  private static void print(PrintWriter out, Sandbox sandbox) {
    String base = sandbox.baseUri().toString();
    out.println();
    out.println("The sandbox is up.");
    out.println("  Coolset Accounts API  " + base + "/api/accounts/");
    out.println("  Compleat Users API    " + base + "/api/users/");
    out.println("  Sandbox calls         " + base + "/__sandbox/");
    out.println("  Mail                  " + base + "/dev/mailbox");
  }

  private static void printTenant(PrintWriter out, Sandbox sandbox) {
    IsolatedTenant tenant = sandbox.tenants().create("First");
    out.println();
    out.println("A first tenant, as POST " + sandbox.baseUri() + "/__sandbox/tenants makes them:");
    for (PredefinedAuthGroup role : PredefinedAuthGroup.values()) {
      IsolatedTenant.Member member = tenant.members().get(role);
      if (member != null) {
        out.printf("  %-8s token %s%n", role, member.token());
      }
    }
    out.println("  tenant   " + tenant.id() + "  key " + tenant.key());
    out.println();
    out.println("Ctrl-C stops it and throws everything away.");
  }
}
