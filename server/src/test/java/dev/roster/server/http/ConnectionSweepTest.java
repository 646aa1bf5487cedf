package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.junit.jupiter.api.Test;

/** No failure ends the protection from slow heads. */
class ConnectionSweepTest {
  private final ManualScheduler scheduler = new ManualScheduler();

  @Test
  void aFailureDoesNotEndIt() throws Exception {
    ConnectionSweep sweep =
        new ConnectionSweep(
            () -> {
              throw new LinkageError("no");
            },
            HttpLimits.defaults(),
            scheduler);
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
    ConnectionSweep sweep =
        new ConnectionSweep(() -> List.of(broken, broken), HttpLimits.defaults(), scheduler);
    sweep.start();
    scheduler.next().run();

    assertThat(looks).hasValue(2);
    assertThat(scheduler.size()).isEqualTo(1);
  }

  @Test
  void itEndsWhenItIsClosed() throws Exception {
    ConnectionSweep sweep = new ConnectionSweep(List::of, HttpLimits.defaults(), scheduler);
    sweep.start();
    sweep.close();
    scheduler.next().run();

    assertThat(scheduler.size()).isZero();
  }
}
