package dev.roster.server.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.db.Database;
import dev.roster.server.http.ServerExtension;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A server in a JVM that lives on leaves nothing behind, however its start or its stop fails. */
class RosterServerTest {
  private static final Set<String> OWN = Set.of("mail", "last-use", "sweeper");
  private static final TrustedIssuer ISSUER =
      TrustedIssuer.openId("https://issuer.example.org", Set.of("roster"))
          .withKeys(
              new TrustedIssuer.KeySource.KeySet(URI.create("https://issuer.example.org/keys")));

  /** A clock whose library is broken. */
  private static final class BrokenClock extends Clock {
    @Override
    public Instant instant() {
      throw new NoClassDefFoundError("a clock");
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static Config.Builder config(int port) {
    return Config.builder(TestDatabase.fresh(), "127.0.0.1", port)
        .connections(2)
        .mail(MailConfig.to(new MailConfig.Route.Mailbox()));
  }

  private static List<String> warnings(Clock clock) {
    Logger logger = (Logger) LoggerFactory.getLogger(RosterServer.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      RosterServer.start(config(0).build(), clock).close();
    } finally {
      logger.detachAppender(log);
    }
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(message -> message.contains("clock"))
        .toList();
  }

  @Test
  void aClockThatDiffersFromThatOfTheDatabaseIsAWarning() {
    assertThat(warnings(Clock.offset(Clock.systemUTC(), Duration.ofHours(2))))
        .singleElement()
        .asString()
        .contains("ahead of that of the database");
    assertThat(warnings(Clock.systemUTC())).isEmpty();
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> OWN.contains(thread.getName()))
        .collect(Collectors.toSet());
  }

  private static void assertNothingIsLeft(Set<Thread> before, int port, Database database)
      throws InterruptedException {
    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
        .isInstanceOf(ConnectException.class);
    for (Thread each : threads()) {
      if (!before.contains(each)) {
        assertThat(each.join(Duration.ofSeconds(10))).as(each.getName()).isTrue();
      }
    }
    assertThatThrownBy(() -> database.reading(tx -> true)).hasStackTraceContaining("closed");
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  @Test
  void anErrorBehindTheStartOfTheListenerStopsEverything() throws Exception {
    Set<Thread> before = threads();
    int port = freePort();
    AtomicReference<Database> used = new AtomicReference<>();

    assertThatThrownBy(() ->
            RosterServer.startPrepared(
                config(port).issuer(Optional.of(ISSUER)).build(), new BrokenClock(), used::set))
        .isInstanceOf(NoClassDefFoundError.class);

    assertNothingIsLeft(before, port, used.get());
  }

  @Test
  void whatFailsToStopDoesNotKeepTheRestFromStopping() throws Exception {
    Set<Thread> before = threads();
    ServerExtension broken =
        new ServerExtension(
            List.of(),
            List.of(),
            front ->
                new Handler.Wrapper(front) {
                  @Override
                  protected void doStop() throws Exception {
                    super.doStop();
                    throw new IOException("stuck");
                  }
                });
    RosterServer server =
        RosterServer.start(config(0).build(), Clock.systemUTC(), (Database database) -> broken);

    assertThatThrownBy(server::close).hasStackTraceContaining("stuck");

    assertNothingIsLeft(before, server.baseUri().getPort(), server.database());
  }
}
