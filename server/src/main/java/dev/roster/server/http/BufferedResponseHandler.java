package dev.roster.server.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Buffers each response and sends it without blocking a thread. A client that reads too slowly is
 * disconnected; where buffered responses need too much memory, the oldest is dropped.
 */
public final class BufferedResponseHandler extends Handler.Wrapper {
  private final HttpLimits limits;
  private final Set<Sending> waiting = new LinkedHashSet<>();
  private long waitingBytes;

  public BufferedResponseHandler(HttpLimits limits, Handler next) {
    super(next);
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    BufferedResponse buffered = new BufferedResponse(request, response);
    return super.handle(
        request,
        buffered,
        Callback.from(() -> release(request, buffered, callback), callback::failed));
  }

  private void release(Request request, BufferedResponse buffered, Callback callback) {
    Sending sending = new Sending(request, buffered.size(), callback);
    buffered.release(sending);
    sending.afterFirstWrite();
  }

  /** Counts a response that waits, and returns those that have to make room for it. */
  private List<Sending> begins(Sending sending) {
    List<Sending> late = new ArrayList<>();
    synchronized (waiting) {
      waiting.add(sending);
      waitingBytes += sending.size;
      Iterator<Sending> oldest = waiting.iterator();
      while (waitingBytes > limits.waitingBytes() && oldest.hasNext()) {
        Sending old = oldest.next();
        if (old != sending) {
          oldest.remove();
          waitingBytes -= old.size;
          late.add(old);
        }
      }
    }
    return late;
  }

  private void ends(Sending sending) {
    synchronized (waiting) {
      if (waiting.remove(sending)) {
        waitingBytes -= sending.size;
      }
    }
  }

  /** A response on its way. */
  private final class Sending implements Callback {
    private final EndPoint reader;
    private final Scheduler scheduler;
    private final long size;
    private final Callback next;
    private boolean done;
    private Scheduler.Task deadline = () -> false;

    Sending(Request request, long size, Callback next) {
      this.reader = request.getConnectionMetaData().getConnection().getEndPoint();
      this.scheduler = request.getComponents().getScheduler();
      this.size = size;
      this.next = next;
    }

    /** Most responses fit into the buffers of the operating system and need no deadline. */
    void afterFirstWrite() {
      List<Sending> late;
      synchronized (this) {
        if (done) {
          return;
        }
        late = begins(this);
        Duration time = limits.response().plusMillis(size * 1000L / HttpLimits.SLOWEST_READER);
        deadline =
            scheduler.schedule(
                () -> giveUp("the response is read too slowly"),
                time.toMillis(),
                TimeUnit.MILLISECONDS);
      }
      // closing completes another response, which locks that one
      late.forEach(each -> each.giveUp("responses for slow readers need too much memory"));
    }

    /** One that has ended while this was called is let be: its connection serves the next. */
    private synchronized void giveUp(String reason) {
      if (!done) {
        reader.close(new TimeoutException(reason));
      }
    }

    private synchronized void end() {
      done = true;
      deadline.cancel();
      ends(this);
    }

    @Override
    public void succeeded() {
      end();
      next.succeeded();
    }

    @Override
    public void failed(Throwable cause) {
      end();
      next.failed(cause);
    }
  }
}
