package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/**
 * Slow connections make room for others where they are slow themselves; and no failure ends the
 * protection from slow heads.
 */
class ConnectionSweepTest {
  private static final int FEWEST_CONNECTIONS = 64;

  private final ManualScheduler scheduler = new ManualScheduler();

  private ConnectionSweep sweep(Supplier<Collection<EndPoint>> connected) {
    return new ConnectionSweep(
        connected, () -> false, HttpLimits.defaults(), scheduler, System::nanoTime);
  }

  /** A connection that was opened and has not spoken since. */
  private static EndPoint silent(Connector connector) {
    ByteArrayEndPoint peer = new ByteArrayEndPoint();
    peer.setConnection(
        new RosterConnection.Factory(new HttpConfiguration()).newConnection(connector, peer));
    return peer;
  }

  private static void makeRoom(List<EndPoint> peers, boolean behind, Duration silence)
      throws Exception {
    ManualScheduler once = new ManualScheduler();
    RosterConnection first = RosterConnection.at(peers.getFirst());
    new ConnectionSweep(
            () -> peers.stream().filter(EndPoint::isOpen).toList(),
            () -> behind,
            HttpLimits.defaults().admitting(peers.size()),
            once,
            () -> first.waitingSince() + silence.toNanos())
        .makeRoom();
    once.next().run();
  }

  @Test
  void whatLooksSlowToAServerThatIsBehindHasMoreTime() throws Exception {
    Connector connector = new LocalConnector(new Server());
    List<EndPoint> peers =
        Stream.generate(() -> silent(connector)).limit(FEWEST_CONNECTIONS).toList();

    makeRoom(peers, true, Duration.ofMillis(4900));
    assertThat(peers).allMatch(EndPoint::isOpen);

    makeRoom(peers, true, Duration.ofMillis(5100));
    assertThat(peers.getFirst().isOpen()).isFalse();
  }

  @Test
  void theSlowestMakeRoomUntilAnEighthIsFree() throws Exception {
    Connector connector = new LocalConnector(new Server());
    List<EndPoint> peers =
        Stream.generate(() -> silent(connector)).limit(FEWEST_CONNECTIONS).toList();

    makeRoom(peers, false, Duration.ofMillis(200));
    assertThat(peers).allMatch(EndPoint::isOpen);

    makeRoom(peers, false, Duration.ofSeconds(1));
    assertThat(peers.subList(0, FEWEST_CONNECTIONS / 8)).noneMatch(EndPoint::isOpen);
    assertThat(peers.subList(FEWEST_CONNECTIONS / 8, FEWEST_CONNECTIONS))
        .allMatch(EndPoint::isOpen);
  }

  @Test
  void aFailureDoesNotEndIt() throws Exception {
    ConnectionSweep sweep =
        sweep(() -> {
          throw new LinkageError("no");
        });
    sweep.start();

    assertThatThrownBy(scheduler.next()::run).isInstanceOf(LinkageError.class);
    assertThat(scheduler.size()).isEqualTo(1);
  }

  @Test
  void aConnectionThatCannotBeLookedAtDoesNotHideTheOthers() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    ByteArrayEndPoint broken =
        new ByteArrayEndPoint() {
          @Override
          public Connection getConnection() {
            looks.incrementAndGet();
            throw new IllegalStateException("broken");
          }
        };
    ConnectionSweep sweep = sweep(() -> List.of(broken, broken));
    sweep.start();
    scheduler.next().run();

    assertThat(looks).hasValue(2);
    assertThat(scheduler.size()).isEqualTo(1);
  }

  @Test
  void itEndsWhenItIsClosed() throws Exception {
    ConnectionSweep sweep = sweep(List::of);
    sweep.start();
    sweep.close();
    scheduler.next().run();

    assertThat(scheduler.size()).isZero();
  }
}
