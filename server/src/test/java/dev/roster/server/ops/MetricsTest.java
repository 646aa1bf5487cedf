package dev.roster.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.Waiting;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @AutoClose private final Metrics metrics = new Metrics();

  private String page() {
    return metrics.page().text();
  }

  /** Collects garbage until a value that nobody refers to is gone. */
  private static void collectGarbage() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    Waiting.until(() -> {
      System.gc();
      return garbage.get() == null;
    });
  }

  @Test
  void whatIsCountedIsCountedAfterACollectionOfGarbage() {
    AtomicInteger requests = new AtomicInteger();
    AtomicInteger open = new AtomicInteger();
    metrics.counter("test.requests", "Requests", () -> requests.get());
    metrics.gauge("test.open", "Open", () -> open.get());

    collectGarbage();
    requests.set(7);
    open.set(3);

    assertThat(page()).contains("test_requests_total 7.0", "test_open 3.0");
  }
}
