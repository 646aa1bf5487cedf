package dev.roster.server.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses the requests that {@link RequestThreads} has no room for: with 503 in the dialect of the
 * door, before anybody is authenticated. They are counted and not told to observers one by one: to
 * write a line for each costs as much as to refuse it. Safe for use by many threads.
 */
final class AdmissionHandler extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionHandler.class);
  private static final long BETWEEN_WARNINGS = TimeUnit.SECONDS.toNanos(10);

  private final FrontHandler front;
  private final LongAdder refused = new LongAdder();
  private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

  AdmissionHandler(FrontHandler front, Handler next) {
    super(next);
    this.front = front;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!RequestThreads.isRefused()) {
      return super.handle(request, response, callback);
    }
    refused.increment();
    warn();
    Door door = front.doorOf(PercentDecoder.decode(FrontHandler.pathOf(request)));
    RefusalWriter.refuse(door, door.unavailable(), request, response, callback);
    return true;
  }

  /** The number of requests that were refused. */
  long refused() {
    return refused.sum();
  }

  private void warn() {
    long now = System.nanoTime();
    long next = nextWarning.get();
    if (now - next >= 0 && nextWarning.compareAndSet(next, now + BETWEEN_WARNINGS)) {
      LOG.warn(
          "more requests come than can be worked on: {} were refused with 503 since the start",
          refused.sum());
    }
  }
}
