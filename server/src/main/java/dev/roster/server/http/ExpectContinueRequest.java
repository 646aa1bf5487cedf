package dev.roster.server.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request with {@code Expect: 100-continue}, whose client sends the body when it is asked to,
 * which happens at the first read. The reader blocks until the body is whole or late, and lets
 * others work meanwhile. For one thread.
 */
final class ExpectContinueRequest extends Request.Wrapper {
  private final Response response;
  private final Duration most;
  private final Semaphore working;
  private volatile CountDownLatch more = new CountDownLatch(1);
  private volatile boolean late;
  private @Nullable Request whole;

  /**
   * @param most how long the body may take
   * @param working of which this thread holds a permit
   */
  ExpectContinueRequest(Request request, Response response, Duration most, Semaphore working) {
    super(request);
    this.response = response;
    this.most = most;
    this.working = working;
  }

  @Override
  public Content.Chunk read() {
    return whole().read();
  }

  @Override
  public void demand(Runnable available) {
    whole().demand(available);
  }

  @Override
  public boolean consumeAvailable() {
    return whole == null ? super.consumeAvailable() : whole.consumeAvailable();
  }

  private Request whole() {
    Request known = whole;
    if (known == null) {
      working.release();
      try {
        known = fetch().of(getWrapped());
      } finally {
        working.acquireUninterruptibly();
      }
      whole = known;
    }
    return known;
  }

  private BufferedBody fetch() {
    BufferedBody body = new BufferedBody();
    long end = System.nanoTime() + most.toNanos();
    RosterConnection.awaitBody(getWrapped(), this::giveUp);
    try {
      while (!body.readAvailable(getWrapped())) {
        CountDownLatch next = new CountDownLatch(1);
        more = next;
        super.demand(next::countDown);
        if (late || !next.await(end - System.nanoTime(), TimeUnit.NANOSECONDS) || late) {
          throw new TimeoutException("the body is late");
        }
      }
    } catch (TimeoutException over) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      body.fail(over);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      body.fail(interrupted);
    } finally {
      RosterConnection.stopAwaitingBody(getWrapped());
    }
    return body;
  }

  private void giveUp() {
    late = true;
    more.countDown();
  }
}
